/**
 * Mayfly under LWJGL: the report of leaks and wrong frees for any LWJGL game, by one option of the
 * JVM, as {@link dev.mayfly.lwjgl.TrackingMemoryAllocator} says.
 */
@NullMarked
package dev.mayfly.lwjgl;

import org.jspecify.annotations.NullMarked;
