package dev.mayfly.alloc.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.Feature;
import dev.mayfly.alloc.HeapAllocator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Blocks that others give back come back exactly once, whenever they do it. */
class RaceTest {

    private static final int RUNS = 1000;

    /** Threads that end cost more. */
    private static final int MORTAL_RUNS = 200;

    static Stream<Arguments> races() {
        return Family.threadSafe().stream()
                .flatMap(
                        member ->
                                Stream.of(HandBack.values())
                                        .map(race -> Arguments.of(race, member)));
    }

    @ParameterizedTest
    @MethodSource("races")
    void shouldGetEveryBlockBackExactlyOnce(HandBack handBack, Member member)
            throws InterruptedException {
        for (int size : new int[] {16, 200, 5000}) {
            Race<?> race = handBack.over(member, size);
            int runs = race.isMortal() ? MORTAL_RUNS : RUNS;
            assertEquals(runs, sum(RaceHunt.hunt(race, runs)));
        }
    }

    static int sum(Map<String, Integer> outcomes) {
        return outcomes.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** One that does something wrong to the blocks that are given back by another thread. */
    private abstract static class Broken implements Allocator {

        private final Thread owner = Thread.currentThread();
        final AtomicInteger handedBack = new AtomicInteger();

        abstract void handBack(long address, long size);

        @Override
        public long allocNonZeroed(long size, long alignment) {
            return HeapAllocator.INSTANCE.allocNonZeroed(size, alignment);
        }

        @Override
        public void free(long address, long size) {
            if (Thread.currentThread() != owner) {
                handBack(address, size);
            } else {
                HeapAllocator.INSTANCE.free(address, size);
            }
        }

        @Override
        public Set<Feature> features() {
            return HeapAllocator.INSTANCE.features();
        }
    }

    private static void assertFound(HandBack race, String complaint, Member member) {
        AssertionError found =
                assertThrows(
                        AssertionError.class,
                        () -> RaceHunt.hunt(race.over(member, 64), MORTAL_RUNS));
        assertTrue(found.getMessage().contains(complaint), found.getMessage());
    }

    @ParameterizedTest
    @EnumSource(HandBack.class)
    void shouldFindBlocksThatAreGivenBackAndGetLost(HandBack race) {
        Member losing =
                Member.of(
                                "Losing",
                                () ->
                                        new Broken() {
                                            @Override
                                            void handBack(long address, long size) {
                                                HeapAllocator.INSTANCE.free(address, size);
                                                handedBack.addAndGet((int) size);
                                            }
                                        })
                        .left(Broken.class, broken -> broken.handedBack.get());
        assertFound(race, "bytes are still allocated", losing);
    }

    @Test
    void shouldFindBlocksThatComeBackTwice() {
        Member twice =
                Member.of(
                        "Twice",
                        () ->
                                new Broken() {
                                    private volatile long back;
                                    private final AtomicInteger times = new AtomicInteger();

                                    @Override
                                    void handBack(long address, long size) {
                                        back = address;
                                    }

                                    @Override
                                    public long allocNonZeroed(long size, long alignment) {
                                        long address = back;
                                        if (address == NULL || times.incrementAndGet() > 2) {
                                            return super.allocNonZeroed(size, alignment);
                                        }
                                        return address;
                                    }
                                });
        assertFound(HandBack.WHILE_THE_OWNER_DIES, "handed out and was not taken back", twice);
    }

    @Test
    void shouldCountEveryRunAndLetAllActorsAct() throws InterruptedException {
        Race<AtomicInteger> race =
                new Race<>() {
                    @Override
                    public int actors() {
                        return 3;
                    }

                    @Override
                    public AtomicInteger fresh() {
                        return new AtomicInteger();
                    }

                    @Override
                    public void act(int actor, AtomicInteger sum) {
                        sum.addAndGet(1 << 4 * actor);
                    }

                    @Override
                    public String outcome(AtomicInteger sum) {
                        return Integer.toHexString(sum.get());
                    }
                };
        assertEquals(Map.of("111", 1000), RaceHunt.hunt(race, 1000));
    }
}
