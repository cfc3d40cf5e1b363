/**
 * C and Rust peers: compiled here and now with the machine's own compilers, and called through FFM,
 * a thousand operations a call.
 */
@NullMarked
package dev.mayfly.bench.peers;

import org.jspecify.annotations.NullMarked;
