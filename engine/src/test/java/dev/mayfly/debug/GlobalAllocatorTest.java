package dev.mayfly.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.Garbage;
import dev.mayfly.JavaProcess;
import dev.mayfly.alloc.GeneralAllocator;

import org.junit.jupiter.api.Test;

class GlobalAllocatorTest {

    @Test
    void shouldBeTheSharedOneTracked() {
        assertSame(GeneralAllocator.shared(), GlobalAllocator.INSTANCE.below());
        long before = GlobalAllocator.INSTANCE.totals().liveBytes();
        long address = GlobalAllocator.INSTANCE.alloc(96);
        assertEquals(before + 96, GlobalAllocator.INSTANCE.totals().liveBytes());
        GlobalAllocator.INSTANCE.free(address, 96);
        assertEquals(before, GlobalAllocator.INSTANCE.totals().liveBytes());
    }

    @Test
    void shouldGoOnWhenSomebodyClosesIt() {
        GlobalAllocator.INSTANCE.close();
        GlobalAllocator.INSTANCE.free(GlobalAllocator.INSTANCE.alloc(8), 8);
    }

    @Test
    void shouldLookAtGuardsWithoutGarbage() {
        long address = GlobalAllocator.INSTANCE.alloc(96);
        Garbage.assertNoneOnceWarm(
                () -> {
                    for (int i = 0; i < 100; i++) {
                        assertEquals(0, GlobalAllocator.INSTANCE.check());
                    }
                });
        GlobalAllocator.INSTANCE.free(address, 96);
    }

    @Test
    void shouldNameWhatWasNotFreedWhenTheProgramEnds() {
        String report = JavaProcess.errorsOf(Leaking.class);
        assertTrue(report.startsWith("=== 1 allocation not freed: ==="), report);
        assertTrue(
                report.contains("- 96 bytes @ dev.mayfly.debug.GlobalAllocatorTest$Leaking.main("),
                report);
    }

    @Test
    void shouldSaySoWhenEverythingWasFreed() {
        assertEquals("no leaks, no incorrect frees\n", JavaProcess.errorsOf(Clean.class));
    }

    /** Keeps one of two blocks. */
    static final class Leaking {

        private Leaking() {}

        public static void main(String[] args) {
            GlobalAllocator.INSTANCE.alloc(96);
            GlobalAllocator.INSTANCE.free(GlobalAllocator.INSTANCE.alloc(8), 8);
        }
    }

    /** Keeps nothing. */
    static final class Clean {

        private Clean() {}

        public static void main(String[] args) {
            GlobalAllocator.INSTANCE.free(GlobalAllocator.INSTANCE.alloc(8), 8);
        }
    }
}
