/**
 * Mayfly under LWJGL, and under the native libraries that LWJGL binds.
 *
 * <table class="striped">
 *   <caption>Who allocates for whom</caption>
 *   <thead>
 *     <tr><th scope="col">class<th scope="col">what it is for
 *   </thead>
 *   <tbody>
 *     <tr><th scope="row">{@link dev.mayfly.lwjgl.ContextMemoryAllocator}
 *         <td>what LWJGL, stb, NanoVG and spng allocate comes from the context
 *     <tr><th scope="row">{@link dev.mayfly.lwjgl.TrackingMemoryAllocator}
 *         <td>the report of leaks and wrong frees for any LWJGL game, by one option of the JVM
 *     <tr><th scope="row">{@link dev.mayfly.lwjgl.GlfwMemory}
 *         <td>lasting memory for GLFW
 *     <tr><th scope="row">{@link dev.mayfly.lwjgl.NuklearMemory}
 *         <td>an allocator's or the context's memory for Nuklear
 *     <tr><th scope="row">{@link dev.mayfly.lwjgl.MeshoptimizerMemory}
 *         <td>the same for meshoptimizer, whose memory is all temporary
 *     <tr><th scope="row">{@link dev.mayfly.lwjgl.FreeTypeMemory}
 *         <td>the same for FreeType
 *   </tbody>
 * </table>
 *
 * {@snippet file="dev/mayfly/snippets/LwjglSnippets.java" region="use"}
 *
 * <p>The libraries are optional: a game that uses an adapter has LWJGL's module for it among its
 * own.
 */
@NullMarked
package dev.mayfly.lwjgl;

import org.jspecify.annotations.NullMarked;
