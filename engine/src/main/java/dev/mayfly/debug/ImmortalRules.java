package dev.mayfly.debug;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which places allocate what is meant to live until the program ends, so that no report calls it a
 * leak: fonts, tables, whatever a static field holds for ever.
 *
 * <p>A rule is a class and a method, {@code com.example.Fonts.load}; a {@code *} stands for any
 * characters, {@code com.example.tables.*}. It matches a block if one of the frames of its place is
 * that method. A file has a rule a line; what follows a {@code #} is a comment.
 *
 * <p>Rules come from the file that the system property {@value #PROPERTY} names and from a resource
 * {@value #RESOURCE} on the class path, if there is one. Of what LWJGL itself makes and keeps for
 * ever Mayfly has a list of its own, which always counts.
 */
public final class ImmortalRules {

    /** The system property that names a file of rules. */
    public static final String PROPERTY = "mayfly.immortal";

    /** The resource that holds rules. */
    public static final String RESOURCE = "mayfly-immortal.txt";

    private static final String OF_LIBRARIES = "libraries-immortal.txt";

    private static volatile @Nullable ImmortalRules current;

    private final List<Pattern> patterns;

    private ImmortalRules(List<Pattern> patterns) {
        this.patterns = patterns;
    }

    /**
     * Reads rules.
     *
     * @param text one a line
     * @return the rules
     * @throws IllegalArgumentException if a line is no rule; the message says which
     */
    public static ImmortalRules parse(String text) {
        List<Pattern> patterns = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String rule = line.replaceFirst("#.*", "").strip();
            if (rule.isEmpty()) {
                continue;
            }
            if (!rule.matches("[\\p{L}\\p{N}_$.*<>]+") || rule.matches("[*.]+")) {
                throw new IllegalArgumentException(
                        "line %d of the immortal rules is \"%s\": write class and method, such as com.example.Fonts.load or com.example.tables.*"
                                .formatted(number, rule));
            }
            patterns.add(Pattern.compile(Pattern.quote(rule).replace("*", "\\E.*\\Q")));
        }
        return new ImmortalRules(List.copyOf(patterns));
    }

    /**
     * The rules that reports go by.
     *
     * @return what was loaded at start, or what {@link #use} said
     */
    public static ImmortalRules current() {
        ImmortalRules now = current;
        if (now == null) {
            now = load();
            current = now;
        }
        return now;
    }

    /** What libraries keep for ever: rules for frames that no place shows. */
    static ImmortalRules ofLibraries() {
        return OfLibraries.RULES;
    }

    /**
     * Makes reports go by these rules from now on.
     *
     * @param rules instead of those there are
     */
    public static void use(ImmortalRules rules) {
        current = rules;
    }

    /**
     * Whether what is made at a place is meant to live for ever.
     *
     * @param place where it was made
     * @return whether a rule matches one of its frames
     */
    public boolean match(Place place) {
        return match(place.frames());
    }

    boolean match(List<StackTraceElement> frames) {
        for (StackTraceElement frame : frames) {
            String method = frame.getClassName() + "." + frame.getMethodName();
            for (Pattern pattern : patterns) {
                if (pattern.matcher(method).matches()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static ImmortalRules load() {
        StringBuilder text = new StringBuilder();
        try {
            String file = System.getProperty(PROPERTY);
            if (file != null) {
                text.append(Files.readString(Path.of(file))).append('\n');
            }
            ClassLoader loader = ClassLoader.getSystemClassLoader();
            try (InputStream resource = loader.getResourceAsStream(RESOURCE)) {
                if (resource != null) {
                    text.append(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "the immortal rules cannot be read: check -D" + PROPERTY, unreadable);
        }
        return parse(text.toString());
    }

    /** Apart, so that nothing of the user's is read for it: it is needed in allocations. */
    private static final class OfLibraries {

        static final ImmortalRules RULES = load();

        private static ImmortalRules load() {
            try (InputStream resource = ImmortalRules.class.getResourceAsStream(OF_LIBRARIES)) {
                if (resource == null) {
                    throw new IllegalStateException(OF_LIBRARIES + " is missing beside this class");
                }
                return parse(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}
