package dev.mayfly.alloc.proof;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Map;

/** The workloads and the race hunt at length: {@code mvn -Pstress verify}. */
class ThreadsStress {

    private static final int SCALE = 100;
    private static final int RUNS = 200_000;
    private static final int MORTAL_RUNS = 20_000;

    static List<Member> threadSafe() {
        return Family.threadSafe();
    }

    @ParameterizedTest
    @MethodSource("threadSafe")
    void shouldKeepEveryBlockWholeAndLoseNone(Member member) throws InterruptedException {
        for (int threads : new int[] {2, 4, 16}) {
            for (Workload workload : Workload.values()) {
                workload.prove(member, threads, SCALE);
                System.out.printf("%s on %s with %d threads%n", workload, member, threads);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("threadSafe")
    void shouldGetEveryBlockBackExactlyOnce(Member member) throws InterruptedException {
        for (int size : new int[] {8, 16, 64, 200, 1000, 5000, 40_000}) {
            for (HandBack handBack : HandBack.values()) {
                Race<?> race = handBack.over(member, size);
                Map<String, Integer> outcomes =
                        RaceHunt.hunt(race, race.isMortal() ? MORTAL_RUNS : RUNS);
                System.out.printf("%s: %s%n", race, outcomes);
            }
        }
    }
}
