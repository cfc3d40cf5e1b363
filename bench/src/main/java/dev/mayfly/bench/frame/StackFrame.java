package dev.mayfly.bench.frame;

import static org.lwjgl.system.MemoryUtil.memCopy;

import org.lwjgl.system.MemoryStack;

/**
 * LWJGL's {@code MemoryStack}, one push and one pop a tick. The stack is made large enough for any
 * tick, 16 MiB and a kibibyte for each enemy; LWJGL's own has 64 KiB and would overflow. A block on
 * a stack cannot grow, so a list that is full moves to a new one, twice as large, and the old one
 * stays behind until the pop.
 */
final class StackFrame extends LwjglFrame {

    private static final int ALIGNMENT = 16;
    private static final long LEAST = 16 << 20;
    private static final long PER_ENEMY = 1 << 10;

    private final MemoryStack stack;
    private long most;

    /**
     * @param enemies so many there will be
     */
    StackFrame(int enemies) {
        stack = MemoryStack.create((int) Math.min(Integer.MAX_VALUE, LEAST + enemies * PER_ENEMY));
    }

    @Override
    public void build(World world) {
        stack.push();
        super.build(world);
    }

    @Override
    long allocate(long bytes) {
        return stack.nmalloc(ALIGNMENT, (int) bytes);
    }

    @Override
    long grow(long address, long oldBytes, long newBytes) {
        long moved = allocate(newBytes);
        memCopy(address, moved, oldBytes);
        return moved;
    }

    @Override
    long lend(long bytes) {
        stack.push();
        return allocate(bytes);
    }

    @Override
    void takeBack(long address) {
        stack.pop();
    }

    @Override
    public void end() {
        most = Math.max(most, stack.getSize() - stack.getPointer());
        stack.pop();
    }

    @Override
    public long nativeBytes() {
        return most;
    }
}
