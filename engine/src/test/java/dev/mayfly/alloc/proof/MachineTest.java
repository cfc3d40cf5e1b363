package dev.mayfly.alloc.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.AllocationInfo;
import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.Feature;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.MemoryError;
import dev.mayfly.alloc.MemoryException;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.api.Test;

import java.util.EnumSet;
import java.util.Scanner;
import java.util.Set;
import java.util.function.Supplier;

/** The random programs find what is wrong: allocators that each break one promise are caught. */
class MachineTest {

    private static final int STEPS = 10_000;

    /** Does everything right; each test makes it do one thing wrong, every now and then. */
    private static class Sound implements Allocator {

        private final Allocator below = HeapAllocator.INSTANCE;
        private int calls;

        final boolean now() {
            return ++calls % 100 == 0;
        }

        @Override
        public long allocNonZeroed(long size, long alignment) {
            return below.allocNonZeroed(size, alignment);
        }

        @Override
        public void free(long address, long size) {
            below.free(address, size);
        }

        @Override
        public Set<Feature> features() {
            return below.features();
        }
    }

    private static void assertSound(Supplier<Allocator> factory) {
        for (Profile profile : Profile.values()) {
            run(Member.of("Sound", factory).withRoomFor(Long.MAX_VALUE), profile);
        }
    }

    private static void run(Member member, Profile profile) {
        new LongProgram(member, profile, 42, STEPS).run();
    }

    private static void assertFound(String complaint, Supplier<Allocator> factory) {
        assertFound(complaint, Member.of("Broken", factory).withRoomFor(Long.MAX_VALUE));
    }

    private static void assertFound(String complaint, Member member) {
        AssertionError found = assertThrows(AssertionError.class, () -> run(member, Profile.MIXED));
        assertTrue(found.getMessage().contains(complaint), found.getMessage());
    }

    @Test
    void shouldFindNothingWrongWithASoundAllocator() {
        assertSound(Sound::new);
    }

    @Test
    void shouldFindBlocksThatOverlap() {
        assertFound(
                "overlaps",
                () ->
                        new Sound() {
                            private long last;

                            @Override
                            public long allocNonZeroed(long size, long alignment) {
                                if (size == 0) {
                                    return NULL;
                                }
                                long address = super.allocNonZeroed(size + 64, alignment);
                                boolean overlapping = last != NULL && alignment == 1 && now();
                                last = overlapping ? last + 1 : address;
                                return last;
                            }

                            @Override
                            public void free(long address, long size) {
                                // Some of them are in the middle of another block.
                                last = NULL;
                            }
                        });
    }

    @Test
    void shouldFindAQueryThatKnowsOnlyWhereBlocksBegin() {
        assertFound(
                "asked for an address",
                () ->
                        new Sound() {
                            @Override
                            public AllocationInfo query(long address) {
                                if (address == 16) {
                                    throw new MemoryException(
                                            MemoryError.INVALID_POINTER, "nothing is there");
                                }
                                return new AllocationInfo(this, address, 1 << 20);
                            }

                            @Override
                            public Set<Feature> features() {
                                Set<Feature> all = EnumSet.copyOf(super.features());
                                all.add(Feature.QUERY);
                                return all;
                            }
                        });
    }

    @Test
    void shouldFindMemoryThatIsNotZeroed() {
        assertFound(
                "not 0",
                () ->
                        new Sound() {
                            @Override
                            public long alloc(long size, long alignment) {
                                long address = super.alloc(size, alignment);
                                if (address != NULL && now()) {
                                    Memory.putByte(address + size - 1, (byte) 1);
                                }
                                return address;
                            }
                        });
    }

    @Test
    void shouldFindAddressesThatAreNotAligned() {
        assertFound(
                "not aligned",
                () ->
                        new Sound() {
                            @Override
                            public long allocNonZeroed(long size, long alignment) {
                                return super.allocNonZeroed(size, Math.min(alignment, 16));
                            }
                        });
    }

    @Test
    void shouldFindBlocksThatSomebodyElseWritesInto() {
        assertFound(
                "as written",
                () ->
                        new Sound() {
                            private long last;

                            @Override
                            public long allocNonZeroed(long size, long alignment) {
                                if (last != NULL && now()) {
                                    Memory.putByte(last, (byte) 0);
                                }
                                last = super.allocNonZeroed(size, alignment);
                                return last;
                            }

                            @Override
                            public void free(long address, long size) {
                                last = NULL;
                                super.free(address, size);
                            }
                        });
    }

    @Test
    void shouldFindContentsThatGetLostWhenResizing() {
        assertFound(
                "as written",
                () ->
                        new Sound() {
                            @Override
                            public long resizeNonZeroed(
                                    long address, long oldSize, long newSize, long alignment) {
                                long moved =
                                        super.resizeNonZeroed(address, oldSize, newSize, alignment);
                                if (moved != NULL && address != NULL && now()) {
                                    Memory.putByte(
                                            moved + Math.min(oldSize, newSize) - 1, (byte) 0);
                                }
                                return moved;
                            }
                        });
    }

    @Test
    void shouldFindATailThatIsNotZeroedWhenResizing() {
        assertFound(
                "not 0",
                () ->
                        new Sound() {
                            @Override
                            public long resize(
                                    long address, long oldSize, long newSize, long alignment) {
                                long moved = super.resize(address, oldSize, newSize, alignment);
                                if (moved != NULL && newSize > oldSize && now()) {
                                    Memory.putByte(moved + newSize - 1, (byte) 1);
                                }
                                return moved;
                            }
                        });
    }

    @Test
    void shouldFindFailuresWhereThereIsRoom() {
        assertFound(
                "although at most",
                () ->
                        new Sound() {
                            @Override
                            public long allocNonZeroed(long size, long alignment) {
                                if (now()) {
                                    throw new MemoryException(MemoryError.OUT_OF_MEMORY, "none");
                                }
                                return super.allocNonZeroed(size, alignment);
                            }
                        });
    }

    @Test
    void shouldFindFailuresForAReasonThatIsNone() {
        assertFound(
                "wrong reason",
                () ->
                        new Sound() {
                            @Override
                            public long allocNonZeroed(long size, long alignment) {
                                if (now()) {
                                    throw new MemoryException(MemoryError.DOUBLE_FREE, "why");
                                }
                                return super.allocNonZeroed(size, alignment);
                            }
                        });
    }

    @Test
    void shouldFindArgumentsThatMakeNoSenseAndAreAccepted() {
        assertFound(
                "should have failed",
                () ->
                        new Sound() {
                            @Override
                            public long alloc(long size, long alignment) {
                                return super.alloc(Math.abs(size), alignment);
                            }
                        });
    }

    @Test
    void shouldFindAFailingResizeThatHarmsTheBlock() {
        assertFound(
                "as written",
                () ->
                        new Sound() {
                            @Override
                            public long resize(
                                    long address, long oldSize, long newSize, long alignment) {
                                try {
                                    return super.resize(address, oldSize, newSize, alignment);
                                } catch (MemoryException failure) {
                                    Memory.putByte(address, (byte) 0);
                                    throw failure;
                                }
                            }
                        });
    }

    @Test
    void shouldFindFailuresThatAreCountedAsAllocated() {
        assertFound(
                "gave nothing changed",
                counting(
                        () ->
                                new Counting() {
                                    @Override
                                    public long alloc(long size, long alignment) {
                                        used += size > 1L << 50 ? 1 : 0;
                                        return super.alloc(size, alignment);
                                    }
                                }));
    }

    @Test
    void shouldFindBlocksThatStayCountedWhenFreed() {
        assertFound(
                "still allocated",
                counting(
                        () ->
                                new Counting() {
                                    @Override
                                    public void free(long address, long size) {
                                        super.free(address, size);
                                        used += now() ? 1 : 0;
                                    }
                                }));
    }

    @Test
    void shouldFindBlocksThatAreNotCounted() {
        assertFound(
                "bytes are allocated",
                counting(
                        () ->
                                new Counting() {
                                    @Override
                                    public long allocNonZeroed(long size, long alignment) {
                                        long address = super.allocNonZeroed(size, alignment);
                                        used -= now() ? size : 0;
                                        return address;
                                    }
                                }));
    }

    /** Sound books. */
    private static class Counting extends Sound {

        long used;

        @Override
        public long allocNonZeroed(long size, long alignment) {
            long address = super.allocNonZeroed(size, alignment);
            used += size;
            return address;
        }

        @Override
        public void free(long address, long size) {
            if (size == UNKNOWN_SIZE) {
                throw new MemoryException(MemoryError.NOT_IMPLEMENTED, "free of unknown size");
            }
            super.free(address, size);
            used -= address == NULL ? 0 : size;
        }

        @Override
        public Set<Feature> features() {
            return Set.of(Feature.ALLOC, Feature.FREE, Feature.REUSE, Feature.RESIZE);
        }
    }

    private static Member counting(Supplier<Counting> factory) {
        return Member.of("Counting", factory)
                .withRoomFor(Long.MAX_VALUE)
                .left(Counting.class, counting -> counting.used);
    }

    @Test
    void shouldFindNothingWrongWithSoundBooks() {
        run(counting(Counting::new), Profile.MIXED);
    }

    @Test
    void shouldFindFeaturesThatAreNotThere() {
        assertFound(
                "NOT_IMPLEMENTED",
                () ->
                        new Sound() {
                            @Override
                            public Set<Feature> features() {
                                EnumSet<Feature> more = EnumSet.copyOf(super.features());
                                more.add(Feature.QUERY);
                                return more;
                            }
                        });
    }

    @Test
    void shouldFindFeaturesThatAreNotNamed() {
        assertFound(
                "should have failed",
                () ->
                        new Sound() {
                            @Override
                            public Set<Feature> features() {
                                EnumSet<Feature> fewer = EnumSet.copyOf(super.features());
                                fewer.remove(Feature.UNKNOWN_SIZE);
                                return fewer;
                            }
                        });
    }

    @Test
    void shouldFindAddressesThatDoNotRepeat() {
        assertFound("got other addresses", () -> new AllAtOnce(true));
    }

    @Test
    void shouldFindNothingWrongWithFreeingAllAtOnce() {
        assertSound(() -> new AllAtOnce(false));
    }

    @Test
    void shouldFailAgainAtTheStepThatTheReportNames() {
        Member forgetful = Member.of("Forgetful", () -> new AllAtOnce(true));
        AssertionError found =
                assertThrows(AssertionError.class, () -> run(forgetful, Profile.MIXED));
        int step = new Scanner(found.getMessage()).useDelimiter("\\D+").nextInt();
        assertTrue(
                found.getMessage()
                        .endsWith(
                                "new LongProgram(Family.member(\"Forgetful\"), Profile.MIXED, 42L, %d).run()"
                                        .formatted(step)));
        new LongProgram(forgetful, Profile.MIXED, 42, step - 1).run();
        AssertionError again =
                assertThrows(
                        AssertionError.class,
                        () -> new LongProgram(forgetful, Profile.MIXED, 42, step).run());
        assertEquals(found.getMessage(), again.getMessage());
    }

    /** Gives everything back at once; a forgetful one does not begin where it began before. */
    private static final class AllAtOnce implements Allocator {

        private final FrameArena below = FrameArena.builder().reserve(16 << 20).build();
        private final boolean forgetful;
        private int times;

        AllAtOnce(boolean forgetful) {
            this.forgetful = forgetful;
        }

        @Override
        public long allocNonZeroed(long size, long alignment) {
            return below.allocNonZeroed(size, alignment);
        }

        @Override
        public void free(long address, long size) {
            if (size == UNKNOWN_SIZE) {
                throw new MemoryException(MemoryError.NOT_IMPLEMENTED, "free of unknown size");
            }
            below.free(address, size);
        }

        @Override
        public void freeAll() {
            below.freeAll();
            if (forgetful && ++times % 3 == 0) {
                below.alloc(1 << 14);
            }
        }

        @Override
        public Set<Feature> features() {
            return Set.of(
                    Feature.ALLOC,
                    Feature.FREE,
                    Feature.FREE_ALL,
                    Feature.REPEATABLE,
                    Feature.RESIZE);
        }

        @Override
        public void close() {
            below.close();
        }
    }
}
