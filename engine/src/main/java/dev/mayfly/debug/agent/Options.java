package dev.mayfly.debug.agent;

import java.util.ArrayList;
import java.util.List;

/**
 * What one may say to the agent and to the build step: {@code
 * include=com.game,com.mod,exclude=com.game.gen}.
 *
 * @param include beginnings of the names of the only classes to look at, with slashes; empty for
 *     all
 * @param exclude beginnings of the names of classes to leave, with slashes
 * @param libraries beginnings of the names of classes whose native code allocates, with slashes
 */
record Options(List<String> include, List<String> exclude, List<String> libraries) {

    /** Whether to say what is left as it is, and why. */
    static final boolean VERBOSE = Boolean.getBoolean("mayfly.agent.verbose");

    /**
     * Reads options.
     *
     * @param text names with {@code =} and values, all with commas between
     * @throws IllegalArgumentException if there is an option that nobody knows
     */
    static Options of(String text) {
        List<String> include = new ArrayList<>();
        List<String> exclude = new ArrayList<>();
        List<String> libraries = new ArrayList<>();
        List<String> values = List.of();
        boolean named = false;
        for (String part : text.split("[,;]")) {
            String value = part.trim();
            int equals = value.indexOf('=');
            if (equals >= 0) {
                named = true;
                values =
                        switch (value.substring(0, equals).trim()) {
                            case "include" -> include;
                            case "exclude" -> exclude;
                            case "libraries" -> libraries;
                            default -> throw wrong(value);
                        };
                value = value.substring(equals + 1).trim();
            }
            if (value.isEmpty()) {
                continue;
            }
            if (!named) {
                throw wrong(value);
            }
            values.add(value.replace('.', '/'));
        }
        return new Options(include, exclude, libraries.isEmpty() ? Callees.LIBRARIES : libraries);
    }

    private static IllegalArgumentException wrong(String value) {
        return new IllegalArgumentException(
                "\"%s\" is no option: there are include=, exclude= and libraries=, each with beginnings of class names and commas between"
                        .formatted(value));
    }

    /** Whether to look at a class, by its name with slashes. */
    boolean covers(String name) {
        return (include.isEmpty() || Callees.startsWithAny(name, include))
                && !Callees.startsWithAny(name, exclude);
    }
}
