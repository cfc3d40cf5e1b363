package dev.mayfly.memory;

import static dev.mayfly.memory.SystemCalls.INT;
import static dev.mayfly.memory.SystemCalls.SIZE_T;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Pages on Windows, by {@code VirtualAlloc} and its family. Written from Microsoft's documentation
 * and never run by the authors: the README's platform table says so.
 */
final class WindowsPages implements Pages {

    private static final int MEM_COMMIT = 0x1000;
    private static final int MEM_RESERVE = 0x2000;
    private static final int MEM_DECOMMIT = 0x4000;
    private static final int MEM_RELEASE = 0x8000;
    private static final int PAGE_NOACCESS = 0x01;
    private static final int PAGE_READONLY = 0x02;
    private static final int PAGE_READWRITE = 0x04;

    /**
     * Where {@code dwPageSize} stands in {@code SYSTEM_INFO}, and how long that structure is on
     * 64-bit Windows.
     */
    private static final long SYSTEM_INFO_PAGE_SIZE = 4;

    private static final long SYSTEM_INFO_BYTES = 48;

    @SuppressWarnings("restricted")
    private final SystemCalls calls =
            new SystemCalls(SymbolLookup.libraryLookup("kernel32", Arena.global()), "GetLastError");

    private final MethodHandle virtualAlloc =
            calls.link("VirtualAlloc", FunctionDescriptor.of(SIZE_T, SIZE_T, SIZE_T, INT, INT));
    private final MethodHandle virtualFree =
            calls.link("VirtualFree", FunctionDescriptor.of(INT, SIZE_T, SIZE_T, INT));
    private final MethodHandle virtualProtect =
            calls.link(
                    "VirtualProtect",
                    FunctionDescriptor.of(INT, SIZE_T, SIZE_T, INT, ValueLayout.ADDRESS));
    private final long pageSize;

    WindowsPages() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(SYSTEM_INFO_BYTES, Long.BYTES);
            calls.linkPlain("GetSystemInfo", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS))
                    .invokeExact(info);
            this.pageSize = info.get(ValueLayout.JAVA_INT, SYSTEM_INFO_PAGE_SIZE);
        } catch (Throwable thrown) {
            throw SystemCalls.impossible(thrown);
        }
    }

    @Override
    public long pageSize() {
        return pageSize;
    }

    @Override
    public long reserve(long size) {
        return allocate(0L, size, MEM_RESERVE, PAGE_NOACCESS);
    }

    @Override
    public void commit(long address, long size) {
        allocate(address, size, MEM_COMMIT, PAGE_READWRITE);
    }

    @Override
    public void decommit(long address, long size) {
        free(address, size, MEM_DECOMMIT);
    }

    @Override
    public void protect(long address, long size, Protection protection) {
        int bits =
                switch (protection) {
                    case NONE -> PAGE_NOACCESS;
                    case READ -> PAGE_READONLY;
                    case READ_WRITE -> PAGE_READWRITE;
                };
        int done;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment before = arena.allocate(ValueLayout.JAVA_INT);
            done = (int) virtualProtect.invokeExact(calls.capture(), address, size, bits, before);
        } catch (Throwable thrown) {
            throw SystemCalls.impossible(thrown);
        }
        check(done, "VirtualProtect", address, size);
    }

    @Override
    public void release(long address, long size) {
        // MEM_RELEASE takes the whole reservation and wants to be told no size.
        free(address, 0L, MEM_RELEASE);
    }

    @Override
    public boolean adviseHuge(long address, long size) {
        return false;
    }

    private long allocate(long address, long size, int type, int protection) {
        long allocated;
        try {
            allocated =
                    (long)
                            virtualAlloc.invokeExact(
                                    calls.capture(), address, size, type, protection);
        } catch (Throwable thrown) {
            throw SystemCalls.impossible(thrown);
        }
        if (allocated == Memory.NULL) {
            throw new PageException("VirtualAlloc", address, size, calls.lastError());
        }
        return allocated;
    }

    private void free(long address, long size, int type) {
        int done;
        try {
            done = (int) virtualFree.invokeExact(calls.capture(), address, size, type);
        } catch (Throwable thrown) {
            throw SystemCalls.impossible(thrown);
        }
        check(done, "VirtualFree", address, size);
    }

    private void check(int done, String call, long address, long size) {
        if (done == 0) {
            throw new PageException(call, address, size, calls.lastError());
        }
    }
}
