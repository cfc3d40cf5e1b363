package dev.mayfly.lwjgl;

import org.jspecify.annotations.Nullable;
import org.lwjgl.system.MemoryUtil.MemoryAllocator;

import java.lang.reflect.InvocationTargetException;
import java.util.List;

/** LWJGL's choice of a heap, made in the same way. It must not use {@code MemoryUtil}. */
final class HeapModules {

    private static final List<String> CLASSES =
            List.of(
                    "org.lwjgl.system.mimalloc.mimalloc$Allocator",
                    "org.lwjgl.system.rpmalloc.RPmalloc$Allocator",
                    "org.lwjgl.system.jemalloc.JEmalloc$Allocator");

    private HeapModules() {}

    /**
     * The first of mimalloc, rpmalloc and jemalloc whose module and library are there, or else the
     * C library.
     */
    static MemoryAllocator choose() {
        for (String name : CLASSES) {
            try {
                return load(name);
            } catch (ReflectiveOperationException | LinkageError absent) {
                // As LWJGL does: the next one.
            }
        }
        return new LibcAllocator();
    }

    /**
     * What {@code org.lwjgl.system.allocator} would mean.
     *
     * @param asked a name, an allocator, or null for {@link #choose}
     * @throws IllegalArgumentException if it cannot be had
     */
    static MemoryAllocator named(@Nullable Object asked) {
        if (asked == null) {
            return choose();
        }
        if (asked instanceof MemoryAllocator given) {
            return given;
        }
        try {
            return switch (asked.toString()) {
                case "system" -> new LibcAllocator();
                case "mimalloc" -> load(CLASSES.get(0));
                case "rpmalloc" -> load(CLASSES.get(1));
                case "jemalloc" -> load(CLASSES.get(2));
                default -> load(asked.toString());
            };
        } catch (ReflectiveOperationException | LinkageError | ClassCastException absent) {
            throw new IllegalArgumentException(
                    "there is no allocator \"%s\": name mimalloc, rpmalloc, jemalloc, system or a class that implements MemoryUtil.MemoryAllocator and has a public constructor without parameters"
                            .formatted(asked),
                    absent);
        }
    }

    private static MemoryAllocator load(String name) throws ReflectiveOperationException {
        try {
            MemoryAllocator module =
                    Class.forName(name, true, MemoryAllocator.class.getClassLoader())
                            .asSubclass(MemoryAllocator.class)
                            .getDeclaredConstructor()
                            .newInstance();
            // Some load their library with the first call only.
            module.free(module.malloc(1));
            return module;
        } catch (InvocationTargetException failed) {
            throw new ClassNotFoundException(name, failed);
        }
    }
}
