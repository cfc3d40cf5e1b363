package dev.mayfly.debug.junit;

import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Fails a test, or each test of a class, that leaks or frees badly, and prints where: the report of
 * {@code LeakReport}.
 *
 * <p>What is looked at, after {@code AfterEach} methods: the general allocator of the context that
 * the test has, whichever thread uses it, and every tracking allocator that the test's thread made
 * in the test. They must be without live blocks but immortal ones, and nothing may have been found
 * wrong, also if the test caught the exception. A context, a context scope or a save point of the
 * test's scratch that is still open fails it too.
 *
 * <p>On a class, the fields of the test's instance are watched too; on a method, only what happens
 * from {@code BeforeEach} on. What a test allocates from a tracking allocator that was there before
 * is not looked at, because it cannot be told from what other tests do there. A test that failed by
 * itself is not looked at either: it had no chance to free.
 *
 * <p>After the idea of Zig's testing allocator.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(MemoryExtension.class)
@SuppressWarnings(
        "exports") // Whoever reads this has the library, so its module is theirs to require.
public @interface LeakCheck {}
