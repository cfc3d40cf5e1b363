package dev.mayfly.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The 8-byte store of every block, into a Java array. */
final class JavaBytes {

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private JavaBytes() {}

    static void putLong(byte[] block, long value) {
        putLong(block, 0, value);
    }

    static void putLong(byte[] memory, int at, long value) {
        LONG.set(memory, at, value);
    }

    static long getLong(byte[] block) {
        return (long) LONG.get(block, 0);
    }
}
