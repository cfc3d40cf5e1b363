package dev.mayfly.lwjgl;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.context.Contextless;
import dev.mayfly.memory.Memory;
import dev.mayfly.memory.NativeFunction;

import org.jspecify.annotations.Nullable;
import org.lwjgl.util.freetype.FT_Memory;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandles;
import java.util.ArrayDeque;

/**
 * Memory for FreeType: a library, its faces and glyphs from an allocator, or from whoever the
 * context names at the moment.
 *
 * {@snippet file="dev/mayfly/snippets/LibrarySnippets.java" region="freetype"}
 *
 * <p>Pick {@link #of} with an arena to draw glyphs and drop everything with it, and with a general
 * allocator for faces that stay. {@link #ofContext} is for a library that is made and done with
 * inside one scope, or where nothing but the scopes of long-lived allocators is around its calls:
 * FreeType keeps what it makes, so what it makes in scratch is gone with the tick and FreeType does
 * not know. Needs {@code org.lwjgl:lwjgl-freetype}.
 *
 * <p><b>Features:</b> a block goes back to whoever made it, whatever the context is by then, and
 * grows there; blocks of an arena stay until its {@code freeAll}. What {@link #ofContext} is asked
 * for on a thread without a context, and {@link #of} on a thread that must not use its allocator,
 * comes from the heap. So does what the allocator refuses, because FreeType has places where it
 * would crash: {@link #takeFailure} tells of it. {@code FT_Err_Out_Of_Memory} is for when the heap
 * is empty, too.
 *
 * <p><b>Design:</b> three native functions that all instances share and that stay; each instance
 * has a number, which is the {@code user} of its {@code FT_Memory}. Sizes and makers of the blocks
 * stand beside them, so that nothing is read from a block that is dead. Nothing that is thrown
 * crosses into C.
 *
 * <p><b>Cost:</b> about 80 ns for an allocation and its free, most of it the way between C and
 * Java, and no Java garbage; an instance is some objects and 32 bytes of native memory.
 *
 * <p><b>Lifetime:</b> until {@link #close}, which is to come after {@code FT_Done_Library}. Later
 * calls get no memory and free nothing. The 32 bytes are for the next instance then.
 *
 * <p><b>Thread:</b> any; an allocator of one thread is called on that one only.
 */
public final class FreeTypeMemory implements AutoCloseable {

    private static final long ALLOC =
            NativeFunction.of(
                    MethodHandles.lookup(),
                    "alloc",
                    FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, NativeFunction.C_LONG));

    private static final long FREE =
            NativeFunction.of(
                    MethodHandles.lookup(),
                    "free",
                    FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG));

    private static final long REALLOC =
            NativeFunction.of(
                    MethodHandles.lookup(),
                    "realloc",
                    FunctionDescriptor.of(
                            JAVA_LONG,
                            JAVA_LONG,
                            NativeFunction.C_LONG,
                            NativeFunction.C_LONG,
                            JAVA_LONG));

    /** Never freed, because a library that nobody has ended may look at its own again. */
    private static final ArrayDeque<FT_Memory> CLOSED = new ArrayDeque<>();

    static {
        ForEver.run(() -> FT_Memory.create());
    }

    private final LibraryMemory memory;
    private final FT_Memory struct;

    private FreeTypeMemory(Source source) {
        memory = new LibraryMemory("FreeType", LibraryMemory.Order.ANY, source);
        LibraryMemories.add(memory);
        struct = struct(memory.number);
    }

    private static FT_Memory struct(long number) {
        FT_Memory struct;
        synchronized (CLOSED) {
            struct = CLOSED.poll();
        }
        if (struct == null) {
            struct =
                    FT_Memory.create(
                            GeneralAllocator.shared()
                                    .alloc(FT_Memory.SIZEOF, Allocator.DEFAULT_ALIGNMENT));
            Memory.putLong(struct.address() + FT_Memory.ALLOC, ALLOC);
            Memory.putLong(struct.address() + FT_Memory.FREE, FREE);
            Memory.putLong(struct.address() + FT_Memory.REALLOC, REALLOC);
        }
        Memory.putLong(struct.address() + FT_Memory.USER, number);
        return struct;
    }

    /**
     * Memory from one allocator. If that is for one thread, it is the calling one.
     *
     * @param allocator who allocates; it stays the caller's to close
     * @return the memory, to be closed after everything that uses it
     */
    public static FreeTypeMemory of(Allocator allocator) {
        return new FreeTypeMemory(Source.of(allocator));
    }

    /**
     * Memory from the general allocator of the context, each time of the calling thread's and of
     * what it is then.
     *
     * @return the memory, to be closed after everything that uses it
     */
    public static FreeTypeMemory ofContext() {
        return new FreeTypeMemory(Source.OfContext.ANY);
    }

    /**
     * What {@code FT_New_Library} wants; {@code FT_Add_Default_Modules} comes after it. FreeType
     * keeps its address.
     *
     * @return always the same, good until this is closed
     */
    @SuppressWarnings("exports") // whoever calls it has the module
    public FT_Memory memory() {
        return struct;
    }

    /**
     * What FreeType has not freed. Blocks of an arena count until then, also when the arena has
     * taken them back.
     *
     * @return how many blocks
     */
    public long liveBlocks() {
        return memory.liveBlocks();
    }

    /**
     * What FreeType has not freed.
     *
     * @return bytes
     */
    public long liveBytes() {
        return memory.liveBytes();
    }

    /**
     * Why a block came from the heap: what an allocator threw last. It is forgotten with this.
     *
     * @return what was thrown, in most cases a {@link dev.mayfly.alloc.MemoryException}; null if
     *     nothing was since the last time
     */
    public @Nullable Throwable takeFailure() {
        return memory.takeFailure();
    }

    /** {@code FT_Alloc_Func}. */
    @Contextless
    private static long alloc(long memory, long size) {
        return LibraryMemories.alloc(user(memory), size);
    }

    /** {@code FT_Realloc_Func}. The size as it was is known here, too. */
    @Contextless
    private static long realloc(long memory, long oldSize, long newSize, long block) {
        return LibraryMemories.resize(user(memory), block, newSize);
    }

    /** {@code FT_Free_Func}. */
    @Contextless
    private static void free(long memory, long block) {
        LibraryMemories.free(user(memory), block);
    }

    private static long user(long memory) {
        return Memory.getLong(memory + FT_Memory.USER);
    }

    /** Ends it. Blocks that FreeType has not freed stay with those who made them. */
    @Override
    public void close() {
        if (memory.isClosed()) {
            return;
        }
        memory.close();
        synchronized (CLOSED) {
            CLOSED.add(struct);
        }
    }
}
