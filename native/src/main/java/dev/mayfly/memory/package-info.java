/**
 * Raw access to native memory, pages from the operating system, and malloc.
 *
 * <p>Addresses are {@code long}, sizes are bytes. Nothing here checks an address: a wrong one reads
 * rubbish, corrupts memory or ends the JVM, as it would in C. Games hold memory through {@code
 * dev.mayfly.alloc} and touch this package only in inner loops over the raw face, through {@link
 * dev.mayfly.memory.Memory}.
 *
 * <table class="plain">
 *   <caption>Four sources of memory</caption>
 *   <thead><tr><th scope="col">class</th><th scope="col">hands out</th><th scope="col">made with</th></tr></thead>
 *   <tbody>
 *     <tr><th scope="row">{@link dev.mayfly.memory.VirtualMemory}</th><td>address space and pages</td>
 *       <td>FFM downcalls to the operating system</td></tr>
 *     <tr><th scope="row">{@link dev.mayfly.memory.Malloc}</th><td>blocks of any size</td>
 *       <td>LWJGL's {@code MemoryUtil} (mimalloc by default)</td></tr>
 *     <tr><th scope="row">{@link dev.mayfly.memory.MallocHeap}</th><td>blocks of heaps that can be thrown away whole</td>
 *       <td>mimalloc's first-class heaps</td></tr>
 *     <tr><th scope="row">{@link dev.mayfly.memory.Memory}</th><td>nothing: it reads and writes</td>
 *       <td>one segment that spans all memory</td></tr>
 *   </tbody>
 * </table>
 */
@NullMarked
package dev.mayfly.memory;

import org.jspecify.annotations.NullMarked;
