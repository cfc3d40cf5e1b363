/**
 * How memory is handed out: the {@link dev.mayfly.alloc.Allocator} interface and its
 * implementations.
 *
 * <p>A tick allocates scratch from a {@link dev.mayfly.alloc.FrameArena} and forgets it; {@code
 * freeAll} at the end of the tick takes everything back in one step:
 *
 * {@snippet file="dev/mayfly/snippets/AllocSnippets.java" region="tick"}
 *
 * <p>Inner loops use the raw face, {@code long} addresses with {@link dev.mayfly.memory.Memory};
 * everything else uses segments, which cannot be read past their end or after their tick:
 *
 * {@snippet file="dev/mayfly/snippets/AllocSnippets.java" region="lifetime"}
 *
 * <p>Most programs need three or four allocators, one for each way that memory ends:
 *
 * {@snippet file="dev/mayfly/snippets/AllocSnippets.java" region="lives"}
 *
 * <p><b>Which one do I want?</b> Ask when the memory ends, and take the first that fits:
 *
 * <ol>
 *   <li>With the tick: {@link dev.mayfly.alloc.FrameArena}. With a part of the tick: a save point
 *       of it. With a call: a frame of a {@link dev.mayfly.alloc.StackAllocator}.
 *   <li>All at once, some time later, as a level does: a {@linkplain
 *       dev.mayfly.alloc.GeneralAllocator#region region} of the general allocator, or a frame arena
 *       of its own that is only closed.
 *   <li>One by one, and there are very many of one size: {@link dev.mayfly.alloc.PoolAllocator}.
 *   <li>One by one, any size, any thread: {@link dev.mayfly.alloc.GeneralAllocator}. If in doubt,
 *       this one.
 * </ol>
 *
 * <p>Where the memory must be in a certain place: in a buffer you already have it is {@link
 * dev.mayfly.alloc.FixedBufferAllocator} if all ends together, {@link
 * dev.mayfly.alloc.BuddyAllocator} if not. In memory of a certain allocator, one that counts or
 * limits, say, it is {@link dev.mayfly.alloc.DynamicArena} if all ends together, {@link
 * dev.mayfly.alloc.RollbackStack} if the newest mostly goes first, {@link
 * dev.mayfly.alloc.ScratchRing} if the oldest does.
 *
 * <p>To see and limit what a part of the program uses, put a {@link
 * dev.mayfly.alloc.LimitAllocator} around its allocator; to test it, a {@link
 * dev.mayfly.alloc.FailingAllocator}.
 *
 * <table class="plain">
 *   <caption>All allocators. What a pair of allocation and free costs is in nanoseconds, on one
 *     machine; each class says more. "Never" means: not before the memory is gone, so that you must
 *     not use a segment after its block was freed.</caption>
 *   <thead><tr><th scope="col">allocator</th><th scope="col">pick it for</th><th scope="col">single free</th>
 *     <th scope="col">segments end</th><th scope="col">threads</th><th scope="col">a pair, ns</th></tr></thead>
 *   <tbody>
 *     <tr><th scope="rowgroup" colspan="6">For a tick, a call, a while</th></tr>
 *     <tr><th scope="row">{@link dev.mayfly.alloc.FrameArena}</th><td>everything that dies with the tick</td>
 *       <td>newest block</td><td>with the tick or save point</td><td>one</td><td>under 1</td></tr>
 *     <tr><th scope="row">{@link dev.mayfly.alloc.StackAllocator}</th><td>what lives as long as a call</td>
 *       <td>newest block</td><td>with the frame</td><td>one</td><td>1; with a frame 2 to 4</td></tr>
 *     <tr><th scope="row">{@link dev.mayfly.alloc.FixedBufferAllocator}</th><td>memory you already have</td>
 *       <td>newest block</td><td>with the buffer</td><td>one</td><td>under 1</td></tr>
 *     <tr><th scope="row">{@link dev.mayfly.alloc.RollbackStack}</th><td>what is freed in nearly reverse order</td>
 *       <td>any order, used again last in, first out</td><td>never</td><td>one</td><td>a few</td></tr>
 *     <tr><th scope="row">{@link dev.mayfly.alloc.ScratchRing}</th><td>what lives a little while and dies roughly in the order it was made</td>
 *       <td>any order, used again first in, first out</td><td>never</td><td>one</td><td>a few</td></tr>
 *     <tr><th scope="row">{@link dev.mayfly.alloc.DynamicArena}</th><td>an arena whose memory comes from a certain allocator</td>
 *       <td>newest block</td><td>never</td><td>one</td><td>1</td></tr>
 *   </tbody>
 *   <tbody>
 *     <tr><th scope="rowgroup" colspan="6">For long</th></tr>
 *     <tr><th scope="row">{@link dev.mayfly.alloc.GeneralAllocator}</th><td>whatever somebody frees: assets, entities, level data; regions of it for what ends together</td>
 *       <td>any order</td><td>never</td><td>any</td><td>2 to 5; 20 more where another thread frees</td></tr>
 *     <tr><th scope="row">{@link dev.mayfly.alloc.PoolAllocator}</th><td>very many things of one size</td>
 *       <td>any order</td><td>never</td><td>one</td><td>1.4 to 3</td></tr>
 *     <tr><th scope="row">{@link dev.mayfly.alloc.BuddyAllocator}</th><td>many sizes in a range of fixed size</td>
 *       <td>any order</td><td>never</td><td>one</td><td>30</td></tr>
 *     <tr><th scope="row">{@link dev.mayfly.alloc.RegionHeap}</th><td>many large blocks that end together</td>
 *       <td>any order</td><td>never</td><td>one</td><td>26</td></tr>
 *     <tr><th scope="row">{@link dev.mayfly.alloc.HeapAllocator}</th><td>blocks that must be malloc's</td>
 *       <td>any order</td><td>never</td><td>any</td><td>15 to 20</td></tr>
 *   </tbody>
 *   <tbody>
 *     <tr><th scope="rowgroup" colspan="6">Around another allocator, and for tests</th></tr>
 *     <tr><th scope="row">{@link dev.mayfly.alloc.LimitAllocator}</th><td>counting and limiting</td>
 *       <td>as below it</td><td>as below it</td><td>as below it</td><td>10 more a call</td></tr>
 *     <tr><th scope="row">{@link dev.mayfly.alloc.SynchronizedAllocator}</th><td>an allocator of one thread for all threads</td>
 *       <td>as below it</td><td>as below it</td><td>any</td><td>10 more a call</td></tr>
 *     <tr><th scope="row">{@link dev.mayfly.alloc.FailingAllocator}</th><td>tests: failing requests, finding leaks</td>
 *       <td>as below it</td><td>as below it</td><td>as below it</td><td>some 1,000</td></tr>
 *     <tr><th scope="row">{@link dev.mayfly.alloc.ResidueAllocator}</th><td>nothing: it frees what you forgot, and scolds</td>
 *       <td>as below it</td><td>as below it</td><td>any</td><td>some 1,000</td></tr>
 *     <tr><th scope="row">{@link dev.mayfly.alloc.NilAllocator}</th><td>no memory, said as an error</td>
 *       <td>none</td><td>none</td><td>any</td><td></td></tr>
 *     <tr><th scope="row">{@link dev.mayfly.alloc.PanicAllocator}</th><td>no memory, said so that nobody overhears it</td>
 *       <td>none</td><td>none</td><td>any</td><td></td></tr>
 *   </tbody>
 * </table>
 */
@NullMarked
package dev.mayfly.alloc;

import org.jspecify.annotations.NullMarked;
