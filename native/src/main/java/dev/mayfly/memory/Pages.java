package dev.mayfly.memory;

/**
 * What an operating system has to offer for {@link VirtualMemory} to run on it. Arguments are
 * checked by the caller: addresses and sizes are multiples of the page size. A refusal is a {@link
 * PageException}.
 */
interface Pages {

    long pageSize();

    long reserve(long size);

    void commit(long address, long size);

    void decommit(long address, long size);

    void protect(long address, long size, Protection protection);

    void release(long address, long size);

    boolean adviseHuge(long address, long size);
}
