/**
 * What is stored in native memory: arrays, maps, text, structs, handles and owners.
 *
 * <p>Everything here takes its allocator explicitly or from the current context, remembers it,
 * grows through it and gives its memory back through it. In a {@link dev.mayfly.alloc.FrameArena}
 * the newest array grows in place, and everything ends with the tick; from a {@link
 * dev.mayfly.alloc.GeneralAllocator} it lives until {@code delete}:
 *
 * {@snippet file="dev/mayfly/snippets/ArraySnippets.java" region="int"}
 *
 * <p>None of it makes Java garbage in steady state, and none of it is for two threads at once
 * unless it says so. What is freed with its arena must not be used afterwards: a segment says so
 * where the arena's own do, raw memory only in a debug build.
 *
 * <table class="plain">
 *   <caption>What for what</caption>
 *   <thead><tr><th scope="col">class</th><th scope="col">stores</th></tr></thead>
 *   <tbody>
 *     <tr><th scope="row">{@link dev.mayfly.data.ByteArray}, {@link dev.mayfly.data.IntArray}, {@link
 *       dev.mayfly.data.LongArray}, {@link dev.mayfly.data.FloatArray}, {@link
 *       dev.mayfly.data.DoubleArray}</th><td>numbers whose count is not known beforehand</td></tr>
 *     <tr><th scope="row">{@link dev.mayfly.data.StructArray}</th><td>{@link
 *       dev.mayfly.data.NativeStruct} records, each in one piece, as C wants them</td></tr>
 *     <tr><th scope="row">{@link dev.mayfly.data.StructColumns}</th><td>the same, a column for each
 *       component, for loops over few of them</td></tr>
 *     <tr><th scope="row">{@link dev.mayfly.data.LongLongMap}</th><td>numbers by number</td></tr>
 *     <tr><th scope="row">{@link dev.mayfly.data.LongStructMap}</th><td>structs by number, read and
 *       written in place</td></tr>
 *     <tr><th scope="row">{@link dev.mayfly.data.TextLongMap}</th><td>numbers by text</td></tr>
 *     <tr><th scope="row">{@link dev.mayfly.data.Text}, {@link dev.mayfly.data.TextBuilder}, {@link
 *       dev.mayfly.data.TextPieces}</th><td>UTF-8</td></tr>
 *     <tr><th scope="row">{@link dev.mayfly.data.SlotMap}</th><td>structs by handle; a stale handle is
 *       found out, never taken for another's</td></tr>
 *     <tr><th scope="row">{@link dev.mayfly.data.Owned}, {@link dev.mayfly.data.Shared}, {@link
 *       dev.mayfly.data.OwnedArray}</th><td>blocks that are freed once: by their one owner, by the last
 *       of many, all together</td></tr>
 *     <tr><th scope="row">{@link dev.mayfly.data.Floats}, {@link dev.mayfly.data.Doubles}, {@link
 *       dev.mayfly.data.Ints}, {@link dev.mayfly.data.Longs}</th><td>nothing: loops over whole arrays and
 *       columns; {@link dev.mayfly.data.Kernels} says what they run on</td></tr>
 *     <tr><th scope="row">{@link dev.mayfly.data.Joml}, {@link dev.mayfly.data.JomlArrays}</th>
 *       <td>JOML's vectors, quaternions and matrices; JOML is the user's to add</td></tr>
 *   </tbody>
 * </table>
 */
@NullMarked
package dev.mayfly.data;

import org.jspecify.annotations.NullMarked;
