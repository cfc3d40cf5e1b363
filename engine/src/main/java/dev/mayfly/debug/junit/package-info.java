/**
 * Memory as a part of what a test tests, for JUnit 5: {@link dev.mayfly.debug.junit.LeakCheck}
 * fails a test that leaks or frees badly, {@link dev.mayfly.debug.junit.TickBudget} one whose ticks
 * cost more than they may.
 *
 * {@snippet file="dev/mayfly/snippets/JunitSnippets.java" region="gates"}
 *
 * <p>Both give the test's thread a context of its own for as long as the test runs, {@code
 * BeforeEach} and {@code AfterEach} methods included: a tracked allocator and a scratch arena. They
 * look at nothing that other tests use, so tests may run at the same time. They work in any build.
 *
 * <p>The engine needs {@code junit-jupiter-api} for this package only; a game's tests have it
 * anyway.
 */
@NullMarked
package dev.mayfly.debug.junit;

import org.jspecify.annotations.NullMarked;
