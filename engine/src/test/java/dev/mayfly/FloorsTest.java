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
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The house has floors, and arrows between its packages point down only. Reads the class files. */
class FloorsTest {

    private static final Map<String, Integer> FLOORS =
            Map.ofEntries(
                    Map.entry("dev/mayfly/memory", 0),
                    Map.entry("dev/mayfly/alloc/slab", 1),
                    Map.entry("dev/mayfly/alloc", 1),
                    Map.entry("dev/mayfly/debug", 1),
                    Map.entry("dev/mayfly/context", 2),
                    Map.entry("dev/mayfly/data", 2),
                    Map.entry("dev/mayfly/data/kernel", 2),
                    Map.entry("dev/mayfly/data/processor", 2),
                    Map.entry("dev/mayfly", 3),
                    Map.entry("dev/mayfly/lwjgl", 3),
                    Map.entry("dev/mayfly/loop", 4));

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
                if (FLOORS.containsKey(packageOf(to)) && floor(to) > floor(from)) {
                    wrong.add(from + " -> " + to);
                }
            }
        }
        return wrong;
    }

    private static int floor(String className) {
        Integer floor = FLOORS.get(packageOf(className));
        assertTrue(floor != null, () -> "no floor is named for " + packageOf(className));
        return floor;
    }

    private static String packageOf(String className) {
        return className.substring(0, Math.max(0, className.lastIndexOf('/')));
    }
}
