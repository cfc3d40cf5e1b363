package dev.mayfly.memory;

import static dev.mayfly.memory.SystemCalls.INT;
import static dev.mayfly.memory.SystemCalls.SIZE_T;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * Pages on Linux and macOS.
 *
 * <p>Reserved space is mapped without access and counts nothing against the system's commit limit;
 * committing makes it writable. Decommitting maps fresh inaccessible pages over the old ones
 * instead of {@code madvise(MADV_DONTNEED)}, because POSIX does not promise that the latter reads
 * as zero afterwards, and on macOS it does not.
 */
final class PosixPages implements Pages {

    private static final int PROT_NONE = 0;
    private static final int PROT_READ = 1;
    private static final int PROT_WRITE = 2;
    private static final int MAP_PRIVATE = 0x02;
    private static final int MAP_FIXED = 0x10;
    private static final int LINUX_MAP_ANONYMOUS = 0x20;
    private static final int LINUX_MAP_NORESERVE = 0x4000;
    private static final int MACOS_MAP_ANONYMOUS = 0x1000;
    private static final int MACOS_MAP_NORESERVE = 0x40;
    private static final int LINUX_MADV_HUGEPAGE = 14;
    private static final long MAP_FAILED = -1L;

    private final SystemCalls calls =
            new SystemCalls(Linker.nativeLinker().defaultLookup(), "errno");
    private final MethodHandle mmap =
            calls.link(
                    "mmap", FunctionDescriptor.of(SIZE_T, SIZE_T, SIZE_T, INT, INT, INT, SIZE_T));
    private final MethodHandle munmap =
            calls.link("munmap", FunctionDescriptor.of(INT, SIZE_T, SIZE_T));
    private final MethodHandle mprotect =
            calls.link("mprotect", FunctionDescriptor.of(INT, SIZE_T, SIZE_T, INT));
    private final MethodHandle madvise =
            calls.link("madvise", FunctionDescriptor.of(INT, SIZE_T, SIZE_T, INT));

    private final boolean linux;
    private final int reservation;
    private final long pageSize;

    PosixPages(boolean linux) {
        this.linux = linux;
        this.reservation =
                linux
                        ? MAP_PRIVATE | LINUX_MAP_ANONYMOUS | LINUX_MAP_NORESERVE
                        : MAP_PRIVATE | MACOS_MAP_ANONYMOUS | MACOS_MAP_NORESERVE;
        try {
            this.pageSize =
                    (int) calls.linkPlain("getpagesize", FunctionDescriptor.of(INT)).invokeExact();
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
        return map(0L, size, reservation);
    }

    @Override
    public void commit(long address, long size) {
        protect(address, size, Protection.READ_WRITE);
    }

    @Override
    public void decommit(long address, long size) {
        map(address, size, reservation | MAP_FIXED);
    }

    @Override
    public void protect(long address, long size, Protection protection) {
        int bits =
                switch (protection) {
                    case NONE -> PROT_NONE;
                    case READ -> PROT_READ;
                    case READ_WRITE -> PROT_READ | PROT_WRITE;
                };
        int result;
        try {
            result = (int) mprotect.invokeExact(calls.capture(), address, size, bits);
        } catch (Throwable thrown) {
            throw SystemCalls.impossible(thrown);
        }
        check(result, "mprotect", address, size);
    }

    @Override
    public void release(long address, long size) {
        int result;
        try {
            result = (int) munmap.invokeExact(calls.capture(), address, size);
        } catch (Throwable thrown) {
            throw SystemCalls.impossible(thrown);
        }
        check(result, "munmap", address, size);
    }

    @Override
    public boolean adviseHuge(long address, long size) {
        if (!linux) {
            return false;
        }
        try {
            return (int) madvise.invokeExact(calls.capture(), address, size, LINUX_MADV_HUGEPAGE)
                    == 0;
        } catch (Throwable thrown) {
            throw SystemCalls.impossible(thrown);
        }
    }

    private long map(long address, long size, int flags) {
        MemorySegment capture = calls.capture();
        long mapped;
        try {
            mapped = (long) mmap.invokeExact(capture, address, size, PROT_NONE, flags, -1, 0L);
        } catch (Throwable thrown) {
            throw SystemCalls.impossible(thrown);
        }
        if (mapped == MAP_FAILED) {
            throw new PageException("mmap", address, size, calls.lastError());
        }
        return mapped;
    }

    private void check(int result, String call, long address, long size) {
        if (result != 0) {
            throw new PageException(call, address, size, calls.lastError());
        }
    }
}
