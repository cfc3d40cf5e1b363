package dev.mayfly.lwjgl;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.debug.BadFreePolicy;
import dev.mayfly.debug.Block;
import dev.mayfly.debug.ExitReport;
import dev.mayfly.debug.Finding;
import dev.mayfly.debug.ImmortalRules;
import dev.mayfly.debug.TrackingAllocator;

import java.io.PrintStream;
import java.io.UncheckedIOException;

/**
 * Finds the leaks and the wrong frees of any LWJGL game, without a change to it. With Mayfly's two
 * jars on the class path, this option of the JVM is enough:
 *
 * <pre>-Dorg.lwjgl.system.allocator=dev.mayfly.lwjgl.TrackingMemoryAllocator</pre>
 *
 * <p>Everything that goes through LWJGL's allocator is tracked then: {@code memAlloc} and its
 * family, structs, and what stb, NanoVG and the other libraries allocate that LWJGL gives its
 * allocator to. When the program ends, {@code System.err} gets the report. Pick it for a game that
 * does not use Mayfly, or not yet; its memory comes from the same malloc as without.
 *
 * <p>Further options:
 *
 * <ul>
 *   <li>{@code -Dmayfly.badfree=throw} stops the game at a wrong free with a {@link
 *       MemoryException}, the default; {@code record} goes on and leaves it for the report.
 *   <li>{@code -Dmayfly.tracing=auto}, the default, finds the line and its callers; {@code full}
 *       also where call sites are known; {@code call_site} and {@code none} cost next to nothing,
 *       but cannot tell LWJGL's own memory from the game's: what LWJGL keeps for ever is in the
 *       report. {@code --add-exports java.base/jdk.internal.misc=ALL-UNNAMED} makes traces several
 *       times as fast.
 *   <li>{@code -Dmayfly.freetraces=some}, the default, walks the stacks of enough frees to tell
 *       where blocks are freed mostly; {@code every} makes the report of each double free complete;
 *       {@code none} costs least. See {@link dev.mayfly.debug.FreeTraces}.
 *   <li>{@code -Dmayfly.guards=true}, the default, finds writes past the ends of blocks.
 *   <li>{@code -Dmayfly.quarantine=0}, the default; a number of bytes of freed memory to keep and
 *       watch for writes.
 *   <li>{@code -Dmayfly.immortal=FILE} names what is meant to live for ever, see {@link
 *       dev.mayfly.debug.ImmortalRules}.
 * </ul>
 *
 * <p><b>Features:</b> LWJGL's whole interface. Of no memory it returns NULL, as malloc does. A
 * {@code realloc} to 0 bytes frees and returns NULL. A free of NULL does nothing.
 *
 * <p><b>Design:</b> a {@link TrackingAllocator} over the allocator that LWJGL would have chosen;
 * native libraries get functions that call it. No exception goes from it into native code: there a
 * wrong free is left out, put on record and told in a line, whatever {@code mayfly.badfree} says.
 * LWJGL's own debug allocator works over this one, with {@code memReport}; it finds a wrong free
 * first then.
 *
 * <p><b>Cost:</b> that of {@link TrackingAllocator}, and the way from C into Java where a library
 * allocates.
 *
 * <p><b>Lifetime:</b> until the process ends. <b>Thread:</b> any, native threads included.
 */
public final class TrackingMemoryAllocator extends CalledFromC {

    /** Above it no system has memory, and adding to it cannot overflow: bytes. */
    private static final long MOST = 1L << 48;

    private static final PrintStream ERR = System.err;

    /** Whether the thread was called from C. */
    private static final ThreadLocal<Boolean> IN_NATIVE_CALL = ThreadLocal.withInitial(() -> false);

    private final TrackingAllocator tracker;

    /** For LWJGL, which makes it when {@code org.lwjgl.system.allocator} names it. */
    public TrackingMemoryAllocator() {
        try {
            tracker = track(LwjglHeap.choose(), DropInOptions.read(System.getProperties(), ERR));
            readImmortalRules();
            ExitReport.install();
        } catch (Throwable failed) {
            // LWJGL takes another allocator then, and says nothing.
            ERR.println("mayfly: LWJGL's memory is not tracked: " + failed);
            throw failed;
        }
    }

    private static TrackingAllocator track(Allocator below, DropInOptions options) {
        return TrackingAllocator.builder(below)
                .name("LWJGL")
                .tracing(options.tracing())
                .freeTraces(options.freeTraces())
                .guards(options.guards())
                .quarantine(options.quarantine())
                .policy(
                        options.badFree() == DropInOptions.BadFree.THROW
                                ? TrackingMemoryAllocator::stopOrTell
                                : BadFreePolicy.tell(TrackingMemoryAllocator::tellIfInNativeCall))
                .build();
    }

    /** Now, because at the end of the program it is too late to say that they are wrong. */
    private static void readImmortalRules() {
        try {
            ImmortalRules.current();
        } catch (IllegalArgumentException | UncheckedIOException wrong) {
            ERR.println("mayfly: " + wrong.getMessage() + "; it goes on without");
            ImmortalRules.use(ImmortalRules.parse(""));
        }
    }

    // Java

    @Override
    public long malloc(long size) {
        if (size < 0 || size > MOST) {
            return Allocator.NULL;
        }
        try {
            // What C's malloc returns for 0 bytes may be freed, and is not NULL with most.
            return tracker.allocNonZeroed(Math.max(size, 1), LwjglHeap.naturalAlignment(size));
        } catch (MemoryException refused) {
            return nullIfNoMemory(refused);
        }
    }

    @Override
    public long calloc(long num, long size) {
        if ((num | size) < 0 || Math.multiplyHigh(num, size) != 0 || num * size < 0) {
            return Allocator.NULL;
        }
        long all = num * size;
        if (all > MOST) {
            return Allocator.NULL;
        }
        try {
            return tracker.alloc(Math.max(all, 1), LwjglHeap.naturalAlignment(all));
        } catch (MemoryException refused) {
            return nullIfNoMemory(refused);
        }
    }

    @Override
    public long realloc(long ptr, long size) {
        if (ptr == Allocator.NULL) {
            return malloc(size);
        }
        if (size == 0) {
            free(ptr);
            return Allocator.NULL;
        }
        if (size < 0 || size > MOST) {
            return Allocator.NULL;
        }
        Block block = tracker.block(ptr);
        // Of a wrong address the tracker says what is wrong; then its size does not matter.
        long old = block == null ? 0 : block.size();
        try {
            return tracker.resizeNonZeroed(ptr, old, size, LwjglHeap.naturalAlignment(size));
        } catch (MemoryException refused) {
            return nullIfNoMemory(refused);
        }
    }

    @Override
    public void free(long ptr) {
        tracker.free(ptr, Allocator.UNKNOWN_SIZE);
    }

    @Override
    public long aligned_alloc(long alignment, long size) {
        if (size < 0 || size > MOST || alignment > MOST) {
            return Allocator.NULL;
        }
        try {
            return tracker.allocNonZeroed(Math.max(size, 1), alignment);
        } catch (MemoryException refused) {
            return nullIfNoMemory(refused);
        }
    }

    @Override
    public void aligned_free(long ptr) {
        free(ptr);
    }

    private static long nullIfNoMemory(MemoryException refused) {
        if (refused.error() == MemoryError.OUT_OF_MEMORY
                || refused.error() == MemoryError.BUFFER_TOO_LARGE) {
            return Allocator.NULL;
        }
        throw refused;
    }

    // C

    @Override
    void entered() {
        IN_NATIVE_CALL.set(true);
    }

    @Override
    void left() {
        IN_NATIVE_CALL.set(false);
    }

    @Override
    void failed(Throwable thrown) {
        ERR.println("mayfly: malloc called from native code failed: " + thrown);
    }

    // What is wrong

    private static void stopOrTell(Finding finding) {
        if (IN_NATIVE_CALL.get()) {
            tellIfInNativeCall(finding);
        } else {
            BadFreePolicy.THROW.found(finding);
        }
    }

    private static void tellIfInNativeCall(Finding finding) {
        if (IN_NATIVE_CALL.get()) {
            ERR.println("mayfly: in native code: " + finding.text().lines().findFirst().get());
        }
    }
}
