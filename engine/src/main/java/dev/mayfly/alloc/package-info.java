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
 * <table class="plain">
 *   <caption>Which allocator for what</caption>
 *   <thead><tr><th scope="col">allocator</th><th scope="col">pick it for</th><th scope="col">single free</th>
 *     <th scope="col">segments end</th><th scope="col">threads</th></tr></thead>
 *   <tbody>
 *     <tr><th scope="row">{@link dev.mayfly.alloc.FrameArena}</th><td>everything that dies with the tick</td>
 *       <td>newest block only</td><td>with the tick or save point</td><td>one</td></tr>
 *     <tr><th scope="row">{@link dev.mayfly.alloc.HeapAllocator}</th><td>what somebody frees by hand</td>
 *       <td>any order</td><td>never</td><td>any</td></tr>
 *     <tr><th scope="row">{@link dev.mayfly.alloc.FixedBufferAllocator}</th><td>memory you already have</td>
 *       <td>newest block only</td><td>with the buffer</td><td>one</td></tr>
 *     <tr><th scope="row">{@link dev.mayfly.alloc.LimitAllocator}</th><td>counting and limiting another</td>
 *       <td>as below it</td><td>as below it</td><td>as below it</td></tr>
 *   </tbody>
 * </table>
 */
@NullMarked
package dev.mayfly.alloc;

import org.jspecify.annotations.NullMarked;
