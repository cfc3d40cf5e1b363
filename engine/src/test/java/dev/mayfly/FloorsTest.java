package dev.mayfly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The house has floors, and arrows between its packages point down only. Reads the class files. */
class FloorsTest {

    private static final List<Set<String>> FLOORS =
            List.of(
                    Set.of("dev/mayfly/memory"),
                    Set.of(
                            "dev/mayfly/alloc",
                            "dev/mayfly/alloc/slab",
                            "dev/mayfly/debug",
                            "dev/mayfly/debug/agent",
                            "dev/mayfly/jfr"),
                    Set.of(
                            "dev/mayfly/context",
                            "dev/mayfly/context/plugin",
                            "dev/mayfly/data",
                            "dev/mayfly/data/kernel",
                            "dev/mayfly/data/processor"),
                    Set.of("dev/mayfly", "dev/mayfly/lwjgl"),
                    Set.of("dev/mayfly/loop", "dev/mayfly/debug/junit"));

    @Test
    void shouldPointDownOnly() throws IOException, URISyntaxException {
        List<String> wrong = new ArrayList<>();
        TreeSet<String> seen = new TreeSet<>();
        for (Path file : classFiles()) {
            for (String arrow : upwardArrows(file, seen)) {
                wrong.add(arrow);
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(
                seen.containsAll(List.of("dev/mayfly/alloc", "dev/mayfly/loop")), seen::toString);
    }

    private static List<Path> classFiles() throws IOException, URISyntaxException {
        URI classes = Mem.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        try (Stream<Path> files = Files.walk(Path.of(classes))) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.endsWith("module-info.class"))
                    .toList();
        }
    }

    private static List<String> upwardArrows(Path file, TreeSet<String> seen) throws IOException {
        List<String> wrong = new ArrayList<>();
        var model = ClassFile.of().parse(file);
        String from = model.thisClass().asInternalName();
        seen.add(packageOf(from));
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof ClassEntry referenced) {
                String to = referenced.asInternalName();
                if (isOurs(to) && floor(to) > floor(from)) {
                    wrong.add(from + " -> " + to);
                }
            }
        }
        return wrong;
    }

    private static boolean isOurs(String className) {
        return FLOORS.stream().anyMatch(floor -> floor.contains(packageOf(className)));
    }

    private static int floor(String className) {
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            if (FLOORS.get(floor).contains(packageOf(className))) {
                return floor;
            }
        }
        throw new AssertionError("no floor is named for " + packageOf(className));
    }

    private static String packageOf(String className) {
        return className.substring(0, Math.max(0, className.lastIndexOf('/')));
    }
}
