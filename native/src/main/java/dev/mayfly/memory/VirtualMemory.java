package dev.mayfly.memory;

import java.util.Locale;

/**
 * Address space and pages from the operating system.
 *
 * <p>Reserving takes address space and no memory. Committing makes a part of it usable; a committed
 * page costs memory only once it is touched, and reads as zero until it is written. Decommitting
 * gives the memory back and keeps the addresses.
 *
 * <p>Every address and size must be a multiple of {@link #pageSize()}; anything else is an {@link
 * IllegalArgumentException} before the system is asked. Each call costs one system call, about a
 * microsecond. Any thread may call.
 */
public final class VirtualMemory {

    private static final Pages PAGES = forSystem(System.getProperty("os.name", ""));
    private static final long PAGE_SIZE = PAGES.pageSize();

    private VirtualMemory() {}

    /**
     * The unit of everything here.
     *
     * @return bytes in a page, a power of two: 4096 on most machines, 16384 on Apple silicon
     */
    public static long pageSize() {
        return PAGE_SIZE;
    }

    /**
     * Rounds a size up to whole pages.
     *
     * @param size bytes, from 0 to {@code Long.MAX_VALUE - pageSize()}
     * @return the smallest multiple of {@link #pageSize()} that is not less
     */
    public static long roundUp(long size) {
        return (size + (PAGE_SIZE - 1)) & -PAGE_SIZE;
    }

    /**
     * Takes address space. Its pages must be committed before they are touched.
     *
     * @param size bytes, a multiple of the page size, more than 0
     * @return the first address, aligned to a page
     * @throws PageException if the system grants no range of that size
     */
    public static long reserve(long size) {
        checkRange(0L, size);
        return PAGES.reserve(size);
    }

    /**
     * Makes pages of a reservation readable and writable. Pages that were committed before keep
     * what they hold.
     *
     * @param address first byte, page-aligned, inside one reservation
     * @param size bytes, a multiple of the page size, more than 0
     * @throws PageException if the system has no memory to promise
     */
    public static void commit(long address, long size) {
        checkRange(address, size);
        PAGES.commit(address, size);
    }

    /**
     * Gives pages back and keeps their addresses reserved. Committed again, they read as zero.
     *
     * @param address first byte, page-aligned, inside one reservation
     * @param size bytes, a multiple of the page size, more than 0
     * @throws PageException if the system refuses
     */
    public static void decommit(long address, long size) {
        checkRange(address, size);
        PAGES.decommit(address, size);
    }

    /**
     * Changes what may be done with committed pages.
     *
     * @param address first byte, page-aligned, inside one reservation
     * @param size bytes, a multiple of the page size, more than 0
     * @param protection what is allowed from now on
     * @throws PageException if the system refuses
     */
    public static void protect(long address, long size, Protection protection) {
        checkRange(address, size);
        PAGES.protect(address, size, protection);
    }

    /**
     * Gives a whole reservation back, committed pages and addresses.
     *
     * @param address what {@link #reserve} returned
     * @param size what {@link #reserve} was asked for
     * @throws PageException if the system refuses
     */
    public static void release(long address, long size) {
        checkRange(address, size);
        PAGES.release(address, size);
    }

    /**
     * Asks for huge pages under a range. A wish: the system may ignore it.
     *
     * @param address first byte, page-aligned, inside one reservation
     * @param size bytes, a multiple of the page size, more than 0
     * @return whether the system took note; always false where there is no such advice (macOS,
     *     Windows)
     */
    public static boolean adviseHugePages(long address, long size) {
        checkRange(address, size);
        return PAGES.adviseHuge(address, size);
    }

    /** Chooses by the value of the {@code os.name} property. */
    static Pages forSystem(String name) {
        String system = name.toLowerCase(Locale.ROOT);
        if (system.startsWith("linux")) {
            return new PosixPages(true);
        }
        if (system.startsWith("mac")) {
            return new PosixPages(false);
        }
        if (system.startsWith("windows")) {
            return new WindowsPages();
        }
        throw new UnsupportedOperationException(
                "Mayfly cannot reserve memory on \""
                        + name
                        + "\": it knows Linux, macOS and Windows");
    }

    private static void checkRange(long address, long size) {
        if (size <= 0 || (size & (PAGE_SIZE - 1)) != 0) {
            throw new IllegalArgumentException(
                    "size is "
                            + size
                            + " bytes: it must be a positive multiple of the page size, "
                            + PAGE_SIZE);
        }
        if ((address & (PAGE_SIZE - 1)) != 0) {
            throw new IllegalArgumentException(
                    "address is 0x%x: it must be a multiple of the page size, %d"
                            .formatted(address, PAGE_SIZE));
        }
    }
}
