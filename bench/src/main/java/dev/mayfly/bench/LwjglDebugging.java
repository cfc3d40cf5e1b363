package dev.mayfly.bench;

import org.lwjgl.system.MemoryUtil;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;

/**
 * A pair of LWJGL's {@code nmemAlloc} and {@code nmemFree}, with nobody watching, with LWJGL's
 * debug allocator and with Mayfly's drop-in. Which it is says the command line of each one's JVM;
 * run in one JVM they are all the same.
 */
public class LwjglDebugging extends Nanoseconds {

    private static final int SIZE = 64;

    private static final String LWJGL = "-Dorg.lwjgl.util.DebugAllocator=true";
    private static final String LWJGL_FAST = "-Dorg.lwjgl.util.DebugAllocator.fast=true";
    private static final String MAYFLY =
            "-Dorg.lwjgl.system.allocator=dev.mayfly.lwjgl.TrackingMemoryAllocator";

    @Benchmark
    public long plain() {
        return pair();
    }

    @Benchmark
    @Fork(
            value = 1,
            jvmArgsPrepend = {Jvm.NATIVE_ACCESS, Jvm.LWJGL_FAST_PATH, LWJGL})
    public long lwjgl() {
        return pair();
    }

    @Benchmark
    @Fork(
            value = 1,
            jvmArgsPrepend = {Jvm.NATIVE_ACCESS, Jvm.LWJGL_FAST_PATH, LWJGL, LWJGL_FAST})
    public long lwjglFast() {
        return pair();
    }

    @Benchmark
    @Fork(
            value = 1,
            jvmArgsPrepend = {
                Jvm.NATIVE_ACCESS,
                Jvm.LWJGL_FAST_PATH,
                MAYFLY,
                "-Dmayfly.tracing=call_site"
            })
    public long mayflyCallSite() {
        return pair();
    }

    @Benchmark
    @Fork(
            value = 1,
            jvmArgsPrepend = {Jvm.NATIVE_ACCESS, Jvm.LWJGL_FAST_PATH, MAYFLY})
    public long mayfly() {
        return pair();
    }

    private static long pair() {
        long address = MemoryUtil.nmemAlloc(SIZE);
        MemoryUtil.nmemFree(address);
        return address;
    }
}
