package dev.mayfly.bench;

import dev.mayfly.alloc.Allocator;
import dev.mayfly.alloc.FrameArena;
import dev.mayfly.alloc.HeapAllocator;
import dev.mayfly.context.Context;
import dev.mayfly.context.OpenContext;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What the implicit context costs next to other ways of telling a callee who allocates. The callee
 * is not inlined, and only reads who it is. The figure is for one call.
 */
@State(Scope.Thread)
public class ContextScope extends Nanoseconds {

    private static final ThreadLocal<Allocator> THREAD_LOCAL = new ThreadLocal<>();
    private static final ScopedValue<Allocator> SCOPED_VALUE = ScopedValue.newInstance();

    private static final int READS = 1000;

    private final FrameArena scratch = FrameArena.create();
    private final Allocator other = HeapAllocator.INSTANCE;
    private final OpenContext opened = Context.open(HeapAllocator.INSTANCE, scratch);

    public ContextScope() {
        THREAD_LOCAL.set(HeapAllocator.INSTANCE);
    }

    @TearDown
    public void close() {
        THREAD_LOCAL.remove();
        opened.close();
        scratch.close();
    }

    @Benchmark
    public Allocator explicitParameter() {
        return given(other);
    }

    @Benchmark
    public Allocator contextRead() {
        return fromContext();
    }

    @Benchmark
    public Allocator contextUse() {
        try (var _ = Context.use(other)) {
            return fromContext();
        }
    }

    @Benchmark
    public Allocator threadLocalRead() {
        return fromThreadLocal();
    }

    @Benchmark
    public Allocator threadLocalSetAndRestore() {
        Allocator before = THREAD_LOCAL.get();
        THREAD_LOCAL.set(other);
        try {
            return fromThreadLocal();
        } finally {
            THREAD_LOCAL.set(before);
        }
    }

    /** Read a thousand times where it was bound once. */
    @Benchmark
    @OperationsPerInvocation(READS)
    public Allocator scopedValueRead() {
        return ScopedValue.where(SCOPED_VALUE, other).call(ContextScope::readAgainAndAgain);
    }

    private static Allocator readAgainAndAgain() {
        for (int i = 1; i < READS; i++) {
            fromScopedValue();
        }
        return fromScopedValue();
    }

    @Benchmark
    public Allocator scopedValueBindAndRead() {
        return ScopedValue.where(SCOPED_VALUE, other).call(ContextScope::fromScopedValue);
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static Allocator given(Allocator allocator) {
        return allocator;
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static Allocator fromContext() {
        return Context.current().allocator();
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static Allocator fromThreadLocal() {
        return THREAD_LOCAL.get();
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static Allocator fromScopedValue() {
        return SCOPED_VALUE.get();
    }
}
