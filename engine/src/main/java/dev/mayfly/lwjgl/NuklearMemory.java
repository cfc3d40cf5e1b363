package dev.mayfly.lwjgl;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.context.Contextless;
import dev.mayfly.memory.Memory;
import dev.mayfly.memory.NativeFunction;

import org.jspecify.annotations.Nullable;
import org.lwjgl.nuklear.NkAllocator;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandles;

/**
 * Memory for Nuklear: fonts, contexts and buffers from an allocator, or from whoever the context
 * names at the moment.
 *
 * {@snippet file="dev/mayfly/snippets/LibrarySnippets.java" region="nuklear"}
 *
 * <p>Pick {@link #of} with scratch for a font that is baked once, and {@link #ofContext} for a user
 * interface whose buffers belong to what they are made in, a level say. Needs {@code
 * org.lwjgl:lwjgl-nuklear}.
 *
 * <p><b>Features:</b> a block goes back to whoever made it, whatever the context is by then; blocks
 * of an arena stay until its {@code freeAll}. What {@link #ofContext} is asked for on a thread
 * without a context, and {@link #of} on a thread that must not use its allocator, comes from the
 * heap. So does what the allocator refuses, because Nuklear does not look at every pointer and
 * would crash: {@link #takeFailure} tells of it.
 *
 * <p><b>Design:</b> two native functions that all instances share and that stay; each instance has
 * a number, which is Nuklear's {@code userdata}. Sizes and makers of the blocks stand beside them,
 * so that nothing is read from a block that is dead. Nothing that is thrown crosses into C.
 *
 * <p><b>Cost:</b> about 80 ns for an allocation and its free, most of it the way between C and
 * Java, and no Java garbage; an instance is some objects.
 *
 * <p><b>Lifetime:</b> until {@link #close}, which is to come after the last use of what Nuklear has
 * made with it. Later calls get no memory and free nothing.
 *
 * <p><b>Thread:</b> any; an allocator of one thread is called on that one only.
 */
public final class NuklearMemory implements AutoCloseable {

    private static final long ALLOC =
            NativeFunction.of(
                    MethodHandles.lookup(),
                    "alloc",
                    FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));

    private static final long FREE =
            NativeFunction.of(
                    MethodHandles.lookup(),
                    "free",
                    FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG));

    static {
        ForEver.run(() -> NkAllocator.create());
    }

    private final LibraryMemory memory;
    private final NkAllocator allocator = NkAllocator.create();

    private NuklearMemory(Source source) {
        memory = new LibraryMemory("Nuklear", LibraryMemory.Order.ANY, source);
        LibraryMemories.add(memory);
        Memory.putLong(allocator.address() + NkAllocator.USERDATA, memory.number);
        Memory.putLong(allocator.address() + NkAllocator.ALLOC, ALLOC);
        Memory.putLong(allocator.address() + NkAllocator.MFREE, FREE);
    }

    /**
     * Memory from one allocator. If that is for one thread, it is the calling one.
     *
     * @param allocator who allocates; it stays the caller's to close
     * @return the memory, to be closed after everything that uses it
     */
    public static NuklearMemory of(Allocator allocator) {
        return new NuklearMemory(Source.of(allocator));
    }

    /**
     * Memory from the general allocator of the context, each time of the calling thread's and of
     * what it is then.
     *
     * @return the memory, to be closed after everything that uses it
     */
    public static NuklearMemory ofContext() {
        return new NuklearMemory(Source.OfContext.ANY);
    }

    /**
     * What Nuklear's functions want. They copy it.
     *
     * @return always the same
     */
    @SuppressWarnings("exports") // whoever calls it has the module
    public NkAllocator allocator() {
        return allocator;
    }

    /**
     * What Nuklear has not freed. Blocks of an arena count until then, also when the arena has
     * taken them back.
     *
     * @return how many blocks
     */
    public long liveBlocks() {
        return memory.liveBlocks();
    }

    /**
     * What Nuklear has not freed.
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

    /**
     * {@code nk_plugin_alloc}. What is to grow is none of its business: Nuklear copies that and
     * frees it.
     */
    @Contextless
    private static long alloc(long userData, long old, long size) {
        return LibraryMemories.alloc(userData, size);
    }

    /** {@code nk_plugin_free}. */
    @Contextless
    private static void free(long userData, long block) {
        LibraryMemories.free(userData, block);
    }

    /** Ends it. Blocks that Nuklear has not freed stay with those who made them. */
    @Override
    public void close() {
        memory.close();
    }
}
