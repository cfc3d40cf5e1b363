/**
 * The annotation processor behind {@link dev.mayfly.data.NativeStruct}. It runs inside the compiler
 * and nothing of it is used at run time.
 */
@NullMarked
package dev.mayfly.data.processor;

import org.jspecify.annotations.NullMarked;
