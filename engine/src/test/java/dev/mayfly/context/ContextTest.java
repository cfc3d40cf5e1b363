package dev.mayfly.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayfly.Elsewhere;
import dev.mayfly.Garbage;
import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.BuildConfig;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.GeneralAllocator;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.alloc.LimitAllocator;
import dev.mayfly.debug.GlobalAllocator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class ContextTest {

    private final Allocator first = new LimitAllocator(HeapAllocator.INSTANCE, 1);
    private final Allocator second = new LimitAllocator(HeapAllocator.INSTANCE, 2);
    private final Allocator temp = new LimitAllocator(HeapAllocator.INSTANCE, 3);

    @AfterEach
    void shouldLeaveNoContextBehind() {
        assertFalse(Context.isPresent());
    }

    @Test
    void shouldThrowWhereThereIsNone() {
        assertFalse(Context.isPresent());
        assertThrows(NoContextException.class, Context::current);
        assertThrows(NoContextException.class, () -> Context.use(first));
        assertThrows(NoContextException.class, () -> Context.useTemp(first));
        assertThrows(NoContextException.class, () -> Context.useUser("x", 1));
        assertThrows(NoContextException.class, ContextSnapshot::take);
    }

    @Test
    void shouldOverrideForAScopeAtAnyDepth() {
        try (OpenContext _ = Context.open(first, temp)) {
            assertSame(first, Context.current().allocator());
            assertSame(temp, Context.current().tempAllocator());
            try (Scope _ = Context.use(second)) {
                assertSame(second, calledDeepInside(10));
                assertSame(temp, Context.current().tempAllocator());
                try (Scope _ = Context.useTemp(first)) {
                    assertSame(second, Context.current().allocator());
                    assertSame(first, Context.current().tempAllocator());
                }
                assertSame(temp, Context.current().tempAllocator());
            }
            assertSame(first, Context.current().allocator());
        }
    }

    private static Allocator calledDeepInside(int depth) {
        return depth == 0 ? Context.current().allocator() : calledDeepInside(depth - 1);
    }

    @Test
    void shouldBringTheOldAllocatorBackWhenAnExceptionFliesThrough() {
        try (OpenContext _ = Context.open(first, temp)) {
            assertThrows(
                    ArithmeticException.class,
                    () -> {
                        try (Scope _ = Context.use(second)) {
                            throw new ArithmeticException();
                        }
                    });
            assertSame(first, Context.current().allocator());
            assertEquals(0, Context.current().depth());
        }
    }

    @Test
    void shouldCarryTheUserSlot() {
        try (OpenContext _ = Context.open(first, temp)) {
            assertNull(Context.current().userData());
            try (Scope _ = Context.useUser("level 3", 42)) {
                assertEquals("level 3", Context.current().userData());
                assertEquals(42, Context.current().userIndex());
            }
            assertNull(Context.current().userData());
            assertEquals(0, Context.current().userIndex());
        }
    }

    @Test
    void shouldCatchScopesClosedOutOfOrder() {
        try (OpenContext _ = Context.open(first, temp)) {
            Scope outer = Context.use(second);
            Scope inner = Context.use(temp);
            IllegalStateException failure = assertThrows(IllegalStateException.class, outer::close);
            assertTrue(failure.getMessage().contains("1 opened after it"), failure.getMessage());
            assertSame(temp, Context.current().allocator());
            inner.close();
            outer.close();
            assertSame(first, Context.current().allocator());
        }
    }

    @Test
    void shouldCatchScopesClosedTwice() {
        try (OpenContext _ = Context.open(first, temp)) {
            Scope scope = Context.use(second);
            scope.close();
            assertTrue(
                    assertThrows(IllegalStateException.class, scope::close)
                            .getMessage()
                            .contains("closed twice"));
            try (Scope _ = Context.use(temp)) {
                assertThrows(IllegalStateException.class, scope::close);
                assertSame(temp, Context.current().allocator());
            }
        }
    }

    @Test
    void shouldCatchScopesClosedOnAnotherThread() throws InterruptedException {
        try (OpenContext opened = Context.open(first, temp)) {
            Scope scope = Context.use(second);
            assertEquals(WrongThreadException.class, Elsewhere.thrown(scope::close));
            assertEquals(WrongThreadException.class, Elsewhere.thrown(opened::close));
            assertSame(second, Context.current().allocator());
            scope.close();
        }
    }

    @Test
    void shouldNestScopesDeeperThanTheRing() {
        try (OpenContext _ = Context.open(first, temp)) {
            List<Scope> open = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                open.add(Context.use(i % 2 == 0 ? second : first));
            }
            assertEquals(100, Context.current().depth());
            for (int i = 99; i >= 0; i--) {
                assertSame(i % 2 == 0 ? second : first, Context.current().allocator());
                open.get(i).close();
            }
            assertSame(first, Context.current().allocator());
        }
    }

    @Test
    void shouldSayThatAScopeWasLeftOpenAndCloseIt() {
        OpenContext opened = Context.open(first, temp);
        Context.use(second);
        Context.use(temp);
        Context context = Context.current();
        IllegalStateException failure =
                assertThrows(IllegalStateException.class, () -> context.checkDepth(0, "tick 812"));
        assertTrue(failure.getMessage().contains("tick 812 left 2"), failure.getMessage());
        assertEquals(0, context.depth());
        assertSame(first, context.allocator());
        Context.use(second);
        assertThrows(IllegalStateException.class, opened::close);
        assertFalse(Context.isPresent());
        opened.close();
    }

    @Test
    void shouldSetAnEarlierContextAsideAndBringItBack() {
        try (OpenContext outer = Context.open(first, temp)) {
            try (OpenContext inner = Context.open(second, temp)) {
                assertNotSame(outer.context(), inner.context());
                assertSame(second, Context.current().allocator());
                assertThrows(IllegalStateException.class, outer::close);
            }
            assertSame(first, Context.current().allocator());
        }
    }

    @Test
    void shouldCloseTogetherWithContextsThatWereLeftOpen() {
        OpenContext outer = Context.open(first, temp);
        OpenContext inner = Context.open(second, temp);
        assertThrows(IllegalStateException.class, outer::close);
        assertSame(second, Context.current().allocator());
        outer.closeWithLater();
        assertFalse(Context.isPresent());
        outer.closeWithLater();
        assertThrows(IllegalStateException.class, inner::close);
    }

    @Test
    void shouldAnswerNullWhereThereIsNoneAndThatIsNoMistake() {
        assertNull(Context.currentOrNull());
        try (OpenContext opened = Context.open(first, temp)) {
            assertSame(opened.context(), Context.currentOrNull());
        }
        assertNull(Context.currentOrNull());
    }

    @Test
    void shouldOpenADefaultWithScratchOfItsOwn() {
        FrameArena scratch;
        try (OpenContext _ = Context.defaultContext()) {
            assertSame(
                    BuildConfig.DEBUG ? GlobalAllocator.INSTANCE : GeneralAllocator.shared(),
                    Context.current().allocator());
            scratch = (FrameArena) Context.current().tempAllocator();
            scratch.alloc(100, 8);
        }
        assertEquals(0, scratch.used());
        Context.runDefault(() -> assertTrue(Context.isPresent()));
        assertFalse(Context.isPresent());
    }

    @Test
    void shouldCarryASnapshotToAnotherThreadButNotTheScratch() throws InterruptedException {
        List<Object> seen = new ArrayList<>();
        ContextSnapshot snapshot;
        try (OpenContext _ = Context.open(first, temp);
                Scope _ = Context.use(second);
                Scope _ = Context.useUser("user", 7)) {
            snapshot = ContextSnapshot.take();
        }
        Thread thread =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try (OpenContext opened = snapshot.open(first)) {
                                        seen.add(opened.context().allocator());
                                        seen.add(opened.context().tempAllocator());
                                        seen.add(opened.context().userData());
                                        seen.add(opened.context().userIndex());
                                    }
                                });
        thread.join();
        assertEquals(List.of(second, first, "user", 7L), seen);
    }

    @Test
    void shouldMakeNoJavaGarbage() {
        try (OpenContext _ = Context.open(first, temp)) {
            Garbage.assertNoneOnceWarm(
                    () -> {
                        for (int i = 0; i < 5000; i++) {
                            try (Scope _ = Context.use(second);
                                    Scope _ = Context.useTemp(first)) {
                                assertSame(second, Context.current().allocator());
                            }
                        }
                    });
        }
    }

    @Test
    void shouldSayAtEveryDepthWhatAPlainStackOfStatesSays() {
        record State(Allocator allocator, Allocator temp, Object data, long index) {}
        Allocator[] allocators = {first, second, temp, HeapAllocator.INSTANCE};
        Random random = new Random(1);
        try (OpenContext _ = Context.open(first, temp)) {
            List<State> states = new ArrayList<>(List.of(new State(first, temp, "none", 0)));
            List<Scope> scopes = new ArrayList<>();
            scopes.add(Context.useUser("none", 0));
            for (int step = 0; step < 20_000; step++) {
                State now = states.getLast();
                Allocator some = allocators[random.nextInt(allocators.length)];
                switch (random.nextInt(8)) {
                    case 0, 1 -> {
                        scopes.add(Context.use(some));
                        states.add(new State(some, now.temp, now.data, now.index));
                    }
                    case 2 -> {
                        scopes.add(Context.useTemp(some));
                        states.add(new State(now.allocator, some, now.data, now.index));
                    }
                    case 3 -> {
                        scopes.add(Context.useUser(some, step));
                        states.add(new State(now.allocator, now.temp, some, step));
                    }
                    default -> {
                        if (states.size() > 1) {
                            scopes.removeLast().close();
                            states.removeLast();
                        }
                    }
                }
                Context context = Context.current();
                State found =
                        new State(
                                context.allocator(),
                                context.tempAllocator(),
                                context.userData(),
                                context.userIndex());
                assertEquals(states.getLast(), found, "after step " + step);
                assertEquals(scopes.size(), context.depth());
            }
            Context.current().checkDepth(scopes.size(), "this test");
            while (!scopes.isEmpty()) {
                scopes.removeLast().close();
            }
        }
    }

    @Test
    void shouldTellApartThreadsThatShareAnEntryOfTheTable() throws Exception {
        try (OpenContext _ = Context.open(first, temp)) {
            List<Throwable> failures = new ArrayList<>();
            long mine = Thread.currentThread().threadId();
            int sharing = 0;
            while (sharing < 3) {
                Thread other = new Thread(() -> checkOwnContext(failures));
                if ((other.threadId() - mine) % 256 == 0) {
                    sharing++;
                    other.start();
                    other.join();
                    assertSame(first, Context.current().allocator());
                }
            }
            assertEquals(List.of(), failures);
        }
    }

    private void checkOwnContext(List<Throwable> failures) {
        try {
            assertThrows(NoContextException.class, Context::current);
            try (OpenContext _ = Context.open(second, temp)) {
                assertSame(second, Context.current().allocator());
                try (Scope _ = Context.use(first)) {
                    assertSame(first, Context.current().allocator());
                }
                assertSame(second, Context.current().allocator());
            }
            assertThrows(NoContextException.class, Context::current);
        } catch (Throwable failure) {
            failures.add(failure);
        }
    }

    @Test
    void shouldForgetAThreadThatDiedWithItsContextOpen() throws Exception {
        long entry = -1;
        for (int round = 0; round < 2; round++) {
            Thread thread;
            do {
                thread = new Thread(() -> Context.open(first, temp));
            } while (entry >= 0 && thread.threadId() % 256 != entry);
            entry = thread.threadId() % 256;
            thread.start();
            thread.join();
        }
        List<Throwable> failures = new ArrayList<>();
        Thread thread;
        do {
            thread = new Thread(() -> checkOwnContext(failures));
        } while (thread.threadId() % 256 != entry);
        thread.start();
        thread.join();
        assertEquals(List.of(), failures);
    }
}
