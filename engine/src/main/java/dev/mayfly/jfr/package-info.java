/**
 * What memory does, as events of the JDK's Flight Recorder: open a recording in JDK Mission Control
 * beside the collections, locks and samples of the same moment.
 *
 * {@snippet file="dev/mayfly/snippets/JfrSnippets.java" region="record"}
 *
 * <table>
 * <caption>Events and who makes them</caption>
 * <tr><th>name<th>when<th>by default<th>made by
 * <tr><td>{@code dev.mayfly.Frame}<td>a start, tick or render has ended<td>on<td>{@code GameLoop}
 * <tr><td>{@code dev.mayfly.Growth}<td>an allocator got more pages from the system<td>on<td>
 * allocators that reserve address space
 * <tr><td>{@code dev.mayfly.Finding}<td>something was found wrong<td>on<td>{@code
 * TrackingAllocator}
 * <tr><td>{@code dev.mayfly.FreeAll}<td>everything was given back<td>on<td>{@code
 * TrackingAllocator}; in debug builds every arena
 * <tr><td>{@code dev.mayfly.Allocation}<td>a block was handed out<td>off<td>{@code
 * TrackingAllocator}
 * </table>
 *
 * <p><b>Cost:</b> where nobody records, a look at a flag for each frame, each growth and each
 * tracked allocation, and no Java garbage. The hot paths of allocators that are not tracked know
 * nothing of events.
 */
@NullMarked
package dev.mayfly.jfr;

import org.jspecify.annotations.NullMarked;
