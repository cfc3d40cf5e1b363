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
    private static final FunctionDescriptor MMAP =
            FunctionDescriptor.of(SIZE_T, SIZE_T, SIZE_T, INT, INT, INT, SIZE_T);
    private static final FunctionDescriptor MPROTECT =
            FunctionDescriptor.of(INT, SIZE_T, SIZE_T, INT);

    // An arena commits and decommits in the middle of a game. Linked without the error number these
    // calls make no Java garbage at all; a call that failed is made again to learn why.
    private final MethodHandle mmap = calls.linkPlain("mmap", MMAP);
    private final MethodHandle mprotect = calls.linkPlain("mprotect", MPROTECT);
    private final MethodHandle mmapAgain = calls.link("mmap", MMAP);
    private final MethodHandle mprotectAgain = calls.link("mprotect", MPROTECT);

    private final MethodHandle munmap =
            calls.link("munmap", FunctionDescriptor.of(INT, SIZE_T, SIZE_T));
    private final MethodHandle madvise =
            calls.linkPlain("madvise", FunctionDescriptor.of(INT, SIZE_T, SIZE_T, INT));

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
            result = (int) mprotect.invokeExact(address, size, bits);
            if (result != 0) {
                result = (int) mprotectAgain.invokeExact(calls.capture(), address, size, bits);
            }
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
            return (int) madvise.invokeExact(address, size, LINUX_MADV_HUGEPAGE) == 0;
        } catch (Throwable thrown) {
            throw SystemCalls.impossible(thrown);
        }
    }

    private long map(long address, long size, int flags) {
        long mapped;
        try {
            mapped = (long) mmap.invokeExact(address, size, PROT_NONE, flags, -1, 0L);
            if (mapped == MAP_FAILED) {
                MemorySegment capture = calls.capture();
                mapped =
                        (long)
                                mmapAgain.invokeExact(
                                        capture, address, size, PROT_NONE, flags, -1, 0L);
            }
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
