package dev.mayfly.swarm.gfx;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.context.Context;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * Composes the sprite sheet in a process of its own, and prints what it took to do it. Arguments:
 * {@code scratch} or {@code heap}, and perhaps the library that counts C's mallocs.
 */
final class Composing {

    private Composing() {}

    public static void main(String[] args) throws Throwable {
        LwjglMemory.install();
        try (FrameArena arena = FrameArena.create();
                var _ = Context.open(Context.defaultAllocator(), arena)) {
            Allocator scratch = args[0].equals("heap") ? HeapAllocator.INSTANCE : arena;
            Mallocs mallocs = args.length == 1 ? null : new Mallocs(Path.of(args[1]));
            long before = CountingHeap.made;
            if (mallocs != null) {
                mallocs.start();
            }
            long texels = SpriteSheet.compose(scratch);
            if (mallocs != null) {
                System.out.println("mallocs " + mallocs.stop());
            }
            System.out.println("from the heap " + (CountingHeap.made - before));
            System.out.println("in scratch " + arena.used());
            System.out.println("texels " + checksum(texels));
        }
    }

    private static long checksum(long texels) {
        long checksum = 1;
        for (long i = 0; i < 2L * SheetLayout.WIDTH * SheetLayout.HEIGHT; i++) {
            checksum = 31 * checksum + dev.mayfly.memory.Memory.getByte(texels + i);
        }
        return checksum;
    }

    /** The counting library, which the process was started with. */
    @SuppressWarnings("restricted")
    private static final class Mallocs {

        private final MethodHandle start;
        private final MethodHandle stop;

        Mallocs(Path library) {
            SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
            Linker linker = Linker.nativeLinker();
            start =
                    linker.downcallHandle(
                            symbols.findOrThrow("mallocs_start"), FunctionDescriptor.ofVoid());
            stop =
                    linker.downcallHandle(
                            symbols.findOrThrow("mallocs_stop"), FunctionDescriptor.of(JAVA_LONG));
        }

        void start() throws Throwable {
            start.invokeExact();
        }

        long stop() throws Throwable {
            return (long) stop.invokeExact();
        }
    }
}
