package dev.mayfly.alloc.proof;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.Feature;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.memory.Memory;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Allocators for every thread keep blocks whole and lose none, whoever makes and frees them. */
class WorkloadTest {

    private static final int THREADS = 4;

    static Stream<Arguments> workloads() {
        return Family.threadSafe().stream()
                .flatMap(
                        member ->
                                Stream.of(Workload.values())
                                        .map(workload -> Arguments.of(workload, member)));
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void shouldKeepEveryBlockWholeAndLoseNone(Workload workload, Member member)
            throws InterruptedException {
        workload.prove(member, THREADS, 1);
    }

    /** Does everything right; each test makes it do one thing wrong for every tenth block. */
    private static class Sound implements Allocator {

        private final AtomicInteger calls = new AtomicInteger();

        final boolean now() {
            return calls.incrementAndGet() % 10 == 0;
        }

        @Override
        public long allocNonZeroed(long size, long alignment) {
            return HeapAllocator.INSTANCE.allocNonZeroed(size, alignment);
        }

        @Override
        public void free(long address, long size) {
            HeapAllocator.INSTANCE.free(address, size);
        }

        @Override
        public Set<Feature> features() {
            return HeapAllocator.INSTANCE.features();
        }
    }

    private static void assertFound(Workload workload, String complaint, Member member) {
        AssertionError found =
                assertThrows(AssertionError.class, () -> workload.prove(member, THREADS, 1));
        assertTrue(found.getMessage().contains(complaint), found.getMessage());
    }

    @ParameterizedTest
    @EnumSource(names = {"LARSON", "XMALLOC_TEST"})
    void shouldFindBlocksThatAreHandedOutTwice(Workload workload) {
        long twice = HeapAllocator.INSTANCE.alloc(2000, 16);
        assertFound(
                workload,
                "not taken back",
                Member.of(
                        "Twice",
                        () ->
                                new Sound() {
                                    @Override
                                    public long allocNonZeroed(long size, long alignment) {
                                        return now()
                                                ? twice
                                                : super.allocNonZeroed(size, alignment);
                                    }

                                    @Override
                                    public long alloc(long size, long alignment) {
                                        long address = super.allocNonZeroed(size, alignment);
                                        Memory.zero(address, size);
                                        return address;
                                    }

                                    @Override
                                    public void free(long address, long size) {
                                        if (address != twice) {
                                            super.free(address, size);
                                        }
                                    }
                                }));
        HeapAllocator.INSTANCE.free(twice, 2000);
    }

    @ParameterizedTest
    @EnumSource(Workload.class)
    void shouldFindBlocksThatGetLost(Workload workload) {
        AtomicLong lost = new AtomicLong();
        Member losing =
                Member.of(
                                "Losing",
                                () ->
                                        new Sound() {
                                            @Override
                                            public void free(long address, long size) {
                                                lost.addAndGet(now() ? size : 0);
                                                super.free(address, size);
                                            }
                                        })
                        .left(Sound.class, sound -> lost.get());
        assertFound(workload, "bytes are still allocated", losing);
    }
}
