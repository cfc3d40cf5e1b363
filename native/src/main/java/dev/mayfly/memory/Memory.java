package dev.mayfly.memory;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import org.lwjgl.system.MemoryUtil;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Reads and writes native memory at raw addresses.
 *
 * <p>Each access compiles to one machine instruction and makes no Java garbage. Values are in the
 * machine's byte order and may stand at any address, aligned or not. Nothing is checked: the caller
 * answers for the address, as in C. Any thread may call; accesses are plain, without ordering
 * between threads.
 *
 * <p>Where the JVM was started with {@code --add-exports=java.base/jdk.internal.misc=ALL-UNNAMED}
 * ({@code =org.lwjgl} on the module path), single values go through LWJGL's {@link MemoryUtil} and
 * the JDK's internal door; otherwise through the FFM API, without a word of warning. An access by
 * the FFM API is thirty small methods deep: it compares each address with zero, and in a large
 * method the JIT compiler stops inlining before the last ones. Measured, the internal door against
 * it: allocating and freeing long-lived blocks 0.87, reading a matrix 0.89, a game's frame 0.95.
 * Ranges are the FFM API's and C's in any case.
 */
public final class Memory {

    /** The address that is no address. */
    public static final long NULL = 0L;

    /**
     * All memory there is. The only segment in Mayfly that is not bounded by what was allocated.
     */
    @SuppressWarnings("restricted")
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    /** Whether LWJGL takes the JDK's internal door. */
    static final boolean INTERNAL =
            Object.class.getModule().isExported("jdk.internal.misc", MemoryUtil.class.getModule());

    /**
     * C's own. {@link MemorySegment#fill} wants a slice, which is Java garbage until the caller is
     * compiled with everything inlined, and takes four times as long.
     */
    private static final MethodHandle MEMSET = SystemCalls.linkMemset();

    /**
     * Bytes filled at a time, because the call keeps the garbage collector waiting: some
     * microseconds.
     */
    private static final long FILL_STEP = 1 << 20;

    private Memory() {}

    /**
     * Reads a byte.
     *
     * @param address where to read
     * @return the value there
     */
    public static byte getByte(long address) {
        return INTERNAL ? MemoryUtil.memGetByte(address) : ALL.get(JAVA_BYTE, address);
    }

    /**
     * Writes a byte.
     *
     * @param address where to write
     * @param value what to write
     */
    public static void putByte(long address, byte value) {
        if (INTERNAL) {
            MemoryUtil.memPutByte(address, value);
        } else {
            ALL.set(JAVA_BYTE, address, value);
        }
    }

    /**
     * Reads a 2-byte integer.
     *
     * @param address where to read, aligned or not
     * @return the value there
     */
    public static short getShort(long address) {
        return INTERNAL ? MemoryUtil.memGetShort(address) : ALL.get(JAVA_SHORT_UNALIGNED, address);
    }

    /**
     * Writes a 2-byte integer.
     *
     * @param address where to write, aligned or not
     * @param value what to write
     */
    public static void putShort(long address, short value) {
        if (INTERNAL) {
            MemoryUtil.memPutShort(address, value);
        } else {
            ALL.set(JAVA_SHORT_UNALIGNED, address, value);
        }
    }

    /**
     * Reads a 4-byte integer.
     *
     * @param address where to read, aligned or not
     * @return the value there
     */
    public static int getInt(long address) {
        return INTERNAL ? MemoryUtil.memGetInt(address) : ALL.get(JAVA_INT_UNALIGNED, address);
    }

    /**
     * Writes a 4-byte integer.
     *
     * @param address where to write, aligned or not
     * @param value what to write
     */
    public static void putInt(long address, int value) {
        if (INTERNAL) {
            MemoryUtil.memPutInt(address, value);
        } else {
            ALL.set(JAVA_INT_UNALIGNED, address, value);
        }
    }

    /**
     * Reads an 8-byte integer, or an address.
     *
     * @param address where to read, aligned or not
     * @return the value there
     */
    public static long getLong(long address) {
        return INTERNAL ? MemoryUtil.memGetLong(address) : ALL.get(JAVA_LONG_UNALIGNED, address);
    }

    /**
     * Writes an 8-byte integer, or an address.
     *
     * @param address where to write, aligned or not
     * @param value what to write
     */
    public static void putLong(long address, long value) {
        if (INTERNAL) {
            MemoryUtil.memPutLong(address, value);
        } else {
            ALL.set(JAVA_LONG_UNALIGNED, address, value);
        }
    }

    /**
     * Reads a 4-byte floating-point number.
     *
     * @param address where to read; aligned or not
     * @return the value there
     */
    public static float getFloat(long address) {
        return INTERNAL ? MemoryUtil.memGetFloat(address) : ALL.get(JAVA_FLOAT_UNALIGNED, address);
    }

    /**
     * Writes a 4-byte floating-point number.
     *
     * @param address where to write, aligned or not
     * @param value what to write
     */
    public static void putFloat(long address, float value) {
        if (INTERNAL) {
            MemoryUtil.memPutFloat(address, value);
        } else {
            ALL.set(JAVA_FLOAT_UNALIGNED, address, value);
        }
    }

    /**
     * Reads an 8-byte floating-point number.
     *
     * @param address where to read, aligned or not
     * @return the value there
     */
    public static double getDouble(long address) {
        return INTERNAL
                ? MemoryUtil.memGetDouble(address)
                : ALL.get(JAVA_DOUBLE_UNALIGNED, address);
    }

    /**
     * Writes an 8-byte floating-point number.
     *
     * @param address where to write, aligned or not
     * @param value what to write
     */
    public static void putDouble(long address, double value) {
        if (INTERNAL) {
            MemoryUtil.memPutDouble(address, value);
        } else {
            ALL.set(JAVA_DOUBLE_UNALIGNED, address, value);
        }
    }

    /**
     * Copies bytes; the two ranges may overlap.
     *
     * @param source where to read
     * @param target where to write
     * @param size bytes, 0 or more
     */
    public static void copy(long source, long target, long size) {
        MemorySegment.copy(ALL, source, ALL, target, size);
    }

    /**
     * Sets every byte of a range to one value. Costs about 3 ns and a tenth of a nanosecond for
     * every 16 bytes.
     *
     * @param address first byte of the range
     * @param size bytes, 0 or more
     * @param value what each byte becomes
     */
    public static void fill(long address, long size, byte value) {
        long at = address;
        long end = address + size;
        while (end - at > FILL_STEP) {
            memset(at, value, FILL_STEP);
            at += FILL_STEP;
        }
        memset(at, value, end - at);
    }

    private static void memset(long address, byte value, long size) {
        try {
            long _ = (long) MEMSET.invokeExact(address, (int) value, size);
        } catch (Throwable thrown) {
            throw SystemCalls.impossible(thrown);
        }
    }

    /**
     * Sets every byte of a range to zero.
     *
     * @param address first byte of the range
     * @param size bytes, 0 or more
     */
    public static void zero(long address, long size) {
        fill(address, size, (byte) 0);
    }

    /**
     * A segment over a range, which never ends: it stays accessible after the memory under it was
     * freed. Whoever hands it on says how long it is good.
     *
     * @param address first byte of the range
     * @param size bytes, 0 or more
     * @return a segment of that size, accessible from every thread
     */
    public static MemorySegment segment(long address, long size) {
        return ALL.asSlice(address, size);
    }

    /**
     * A segment over a range, accessible only while {@code lifetime} is alive and from the threads
     * it allows.
     *
     * @param address first byte of the range
     * @param size bytes, 0 or more
     * @param lifetime the arena whose end is the segment's end; it frees nothing of the range
     * @return a segment of that size
     */
    @SuppressWarnings("restricted")
    public static MemorySegment segment(long address, long size, Arena lifetime) {
        return MemorySegment.ofAddress(address).reinterpret(size, lifetime, null);
    }
}
