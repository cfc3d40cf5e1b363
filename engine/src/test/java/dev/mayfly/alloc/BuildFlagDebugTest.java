package dev.mayfly.alloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the class files of both builds: what is only for debugging is in classes of its own, and
 * the release build's others know none of them.
 */
class BuildFlagDebugTest {

    /** What only debug builds use. */
    private static final Set<String> DEBUG_ONLY =
            Stream.of(
                            "alloc/ArenaWatch",
                            "alloc/Bottom",
                            "alloc/LifetimeCheck",
                            "alloc/Lifetimes",
                            "alloc/Lifetimes$Kind",
                            "alloc/Lifetimes$Slot",
                            "alloc/OwnerCheck",
                            "alloc/Poison",
                            "loop/LoopWatch")
                    .map(name -> "dev/mayfly/" + name)
                    .collect(Collectors.toUnmodifiableSet());

    private static final String TRACKING = "dev/mayfly/debug/";

    /** Tracks other people's games, when they ask for it. */
    private static final String DROP_IN = "dev/mayfly/lwjgl/";

    private static final List<String> HOT =
            List.of(
                    "dev/mayfly/alloc/BumpAllocator",
                    "dev/mayfly/alloc/SavePoints",
                    "dev/mayfly/loop/GameLoop",
                    "dev/mayfly/data/IntArray",
                    "dev/mayfly/data/DoubleArray",
                    "dev/mayfly/data/SlotTable",
                    "dev/mayfly/data/SlotMap",
                    "dev/mayfly/data/Structs",
                    "dev/mayfly/data/Text",
                    "dev/mayfly/data/TextBlock",
                    "dev/mayfly/data/Owned",
                    "dev/mayfly/data/OwnedArray");

    private static final Path RELEASE = Path.of(System.getProperty("mayfly.release.classes"));
    private static final Path DEBUG = debugClasses();

    private static Path debugClasses() {
        try {
            return Path.of(
                    BuildConfig.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void shouldLeaveNothingOfTheDebugBuildInAnyOtherClassOfTheReleaseBuild() throws IOException {
        Set<String> wrong = new TreeSet<>();
        Set<String> seen = new TreeSet<>();
        for (ClassModel each : classesIn(RELEASE)) {
            String name = each.thisClass().asInternalName();
            seen.add(name);
            if (!DEBUG_ONLY.contains(name)) {
                debugOnlyIn(each).forEach(found -> wrong.add(name + " -> " + found));
            }
        }
        assertEquals(Set.of(), wrong);
        assertTrue(seen.containsAll(DEBUG_ONLY), seen::toString);
        assertTrue(
                seen.containsAll(
                        List.of(
                                "dev/mayfly/alloc/FrameArena",
                                "dev/mayfly/context/Context",
                                "dev/mayfly/data/IntArray",
                                "dev/mayfly/loop/GameLoop")),
                seen::toString);
    }

    /** Tracking is for any build by hand; nothing of it is in the way of who did not ask for it. */
    @Test
    void shouldKnowNothingOfTrackingBelowAndAboveItInTheReleaseBuild() throws IOException {
        Set<String> knowing = new TreeSet<>();
        for (ClassModel each : classesIn(RELEASE)) {
            String name = each.thisClass().asInternalName();
            if (!isTracking(name) && !DEBUG_ONLY.contains(name)) {
                for (PoolEntry entry : each.constantPool()) {
                    if (entry instanceof Utf8Entry utf8 && utf8.stringValue().contains(TRACKING)) {
                        knowing.add(name + " -> " + utf8.stringValue());
                    }
                }
            }
        }
        assertEquals(Set.of(), knowing);
    }

    @Test
    void shouldTrackInContextsAndLoopsOfTheDebugBuild() throws IOException {
        Set<String> knowing = new TreeSet<>();
        for (ClassModel each : classesIn(DEBUG)) {
            for (PoolEntry entry : each.constantPool()) {
                if (entry instanceof ClassEntry named
                        && named.asInternalName().startsWith(TRACKING)) {
                    knowing.add(each.thisClass().asInternalName());
                }
            }
        }
        assertTrue(
                knowing.containsAll(
                        List.of("dev/mayfly/context/Context", "dev/mayfly/loop/LoopWatch")),
                knowing::toString);
    }

    private static boolean isTracking(String name) {
        return name.startsWith(TRACKING) || name.startsWith(DROP_IN);
    }

    @Test
    void shouldUseItWhereMemoryIsUsedInTheDebugBuild() throws IOException {
        Set<String> users = new TreeSet<>();
        Set<String> used = new TreeSet<>();
        for (ClassModel each : classesIn(DEBUG)) {
            Set<String> found = debugOnlyIn(each);
            found.remove(each.thisClass().asInternalName());
            if (!found.isEmpty()) {
                users.add(each.thisClass().asInternalName());
                used.addAll(found);
            }
        }
        assertTrue(users.containsAll(HOT), users::toString);
        assertEquals(new TreeSet<>(DEBUG_ONLY), used);
    }

    @Test
    void shouldBeAFlagThatEachBuildKnowsAsAConstant() throws IOException {
        assertEquals(0, flagIn(RELEASE));
        assertEquals(1, flagIn(DEBUG));
    }

    private static int flagIn(Path classes) throws IOException {
        var flag =
                ClassFile.of()
                        .parse(classes.resolve("dev/mayfly/alloc/BuildConfig.class"))
                        .fields()
                        .getFirst();
        assertEquals("DEBUG", flag.fieldName().stringValue());
        var constant = flag.findAttribute(java.lang.classfile.Attributes.constantValue());
        return (int) constant.orElseThrow().constant().constantValue();
    }

    /** Also where a class is named in a descriptor only, such as a field's. */
    private static Set<String> debugOnlyIn(ClassModel model) {
        Set<String> found = new TreeSet<>();
        for (PoolEntry entry : model.constantPool()) {
            String text =
                    switch (entry) {
                        case ClassEntry named -> named.asInternalName() + ";";
                        case Utf8Entry utf8 -> utf8.stringValue();
                        default -> "";
                    };
            DEBUG_ONLY.stream().filter(name -> text.contains(name + ";")).forEach(found::add);
        }
        return found;
    }

    private static List<ClassModel> classesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.endsWith("module-info.class"))
                    .map(BuildFlagDebugTest::parse)
                    .toList();
        }
    }

    private static ClassModel parse(Path file) {
        try {
            return ClassFile.of().parse(file);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
