package dev.mayfly.memory;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The calling thread's stack as one number, for those who want to know whether they have seen it
 * before.
 *
 * <p>The fastest walk in HotSpot is the one that fills a {@link Throwable}; what takes long is to
 * turn it into names. This reads the walk as the JVM left it and makes no names. It needs {@code
 * --add-exports java.base/jdk.internal.misc=ALL-UNNAMED}, which LWJGL and JOML like to have too;
 * without it, or in a JVM that keeps its walks in another form, {@link #isAvailable()} says no, and
 * it makes the names after all.
 *
 * <p><b>Cost:</b> about 270 ns and 15 ns a frame, of which 8 where frames are compiled into one;
 * some hundred bytes of Java garbage. Where it is not available, 100 ns a frame. <b>Thread:</b>
 * any.
 */
public final class CallStack {

    /** Frames that go into a fingerprint at most, the innermost ones. */
    public static final int MOST_FRAMES = 32;

    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

    /** From a Throwable to the walk in it; null where there is no way. */
    private static final @Nullable MethodHandle WALK = findWalk();

    private static final boolean AVAILABLE = WALK != null && isAsExpected();

    private CallStack() {}

    /** What the JVM fills with a walk, and nobody ever throws. */
    private static final class Probe extends Throwable {

        private static final long serialVersionUID = 1L;

        Probe() {
            super(null, null, false, true);
        }
    }

    /**
     * Whether this JVM tells its stacks without names.
     *
     * @return false where {@link #fingerprint()} takes long
     */
    public static boolean isAvailable() {
        return AVAILABLE;
    }

    /**
     * The stack as a number, with the caller in it.
     *
     * @return the same for the same lines of the same classes, and practically never the same for
     *     others; not 0
     */
    public static long fingerprint() {
        return AVAILABLE ? hash(walk(new Probe())) : hash(new Probe().getStackTrace());
    }

    private static long hash(StackTraceElement[] frames) {
        long hash = 1;
        for (int i = 0; i < Math.min(MOST_FRAMES, frames.length); i++) {
            StackTraceElement frame = frames[i];
            int line = frame.getLineNumber();
            hash =
                    (hash
                                    ^ ((long) frame.getMethodName().hashCode() << Integer.SIZE
                                            | line & 0xFFFF_FFFFL))
                            * FACTOR;
            hash = (Long.rotateLeft(hash, 29) ^ frame.getClassName().hashCode()) * FACTOR;
        }
        return finish(hash);
    }

    private static long finish(long hash) {
        long mixed = hash ^ hash >>> 32;
        return mixed == 0 ? 1 : mixed;
    }

    /**
     * HotSpot's form of a walk: numbers of methods in their classes, places in the methods, and the
     * classes, in pieces of so many frames; the first is enough.
     */
    private static long hash(Object[] walk) {
        short[] methods = (short[]) walk[0];
        int[] places = (int[]) walk[1];
        Object[] classes = (Object[]) walk[2];
        long hash = 1;
        for (int i = 0; i < MOST_FRAMES && classes[i] != null; i++) {
            // Of a frame's two multiplications one does not wait for the frame before.
            long place = ((long) methods[i] << Integer.SIZE | places[i]) * FACTOR;
            long frame = place ^ System.identityHashCode(classes[i]);
            hash = (Long.rotateLeft(hash, 29) ^ frame) * FACTOR;
        }
        return finish(hash);
    }

    private static Object[] walk(Probe probe) {
        MethodHandle handle = WALK;
        if (handle == null) {
            throw new IllegalStateException("this JVM does not tell its stacks");
        }
        try {
            return (Object[]) (Object) handle.invokeExact((Throwable) probe);
        } catch (Throwable thrown) {
            throw SystemCalls.impossible(thrown);
        }
    }

    /**
     * Reflection hides the field, so this goes through the JDK's own door, where that was opened.
     */
    private static @Nullable MethodHandle findWalk() {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            Class<?> unsafe = Class.forName("jdk.internal.misc.Unsafe");
            Object instance =
                    lookup.findStatic(unsafe, "getUnsafe", MethodType.methodType(unsafe)).invoke();
            MethodType offsetType = MethodType.methodType(long.class, Class.class, String.class);
            long offset =
                    (long)
                            lookup.findVirtual(unsafe, "objectFieldOffset", offsetType)
                                    .invoke(instance, Throwable.class, "backtrace");
            MethodType getType = MethodType.methodType(Object.class, Object.class, long.class);
            MethodHandle get = lookup.findVirtual(unsafe, "getReference", getType).bindTo(instance);
            return MethodHandles.insertArguments(get, 1, offset)
                    .asType(MethodType.methodType(Object.class, Throwable.class));
        } catch (Throwable closed) {
            return null;
        }
    }

    /** Whether a walk looks as {@link #hash} reads it, and tells one line from the next. */
    private static boolean isAsExpected() {
        try {
            long[] hashes = new long[3];
            for (int i = 0; i < 2; i++) {
                hashes[i] = hash(walk(new Probe()));
            }
            hashes[2] = hash(walk(new Probe()));
            return hashes[0] == hashes[1] && hashes[1] != hashes[2];
        } catch (ClassCastException | IndexOutOfBoundsException | NullPointerException other) {
            return false;
        }
    }
}
