import org.jspecify.annotations.NullMarked;

/**
 * Mayfly's engine: allocators, the implicit context and the game loop.
 *
 * <p>Packages stand on floors, and arrows point down only: {@code dev.mayfly.loop} uses {@code
 * dev.mayfly.context}, which uses {@code dev.mayfly.alloc}, which uses {@code dev.mayfly.memory}.
 * {@link dev.mayfly.Mem} is the front door. No window library is needed: LWJGL's core alone runs a
 * headless simulation.
 */
@NullMarked
module dev.mayfly.engine {
    requires transitive dev.mayfly.memory;
    requires transitive org.lwjgl;
    requires HdrHistogram;
    requires java.management;
    requires jdk.management;
    requires transitive jdk.jfr;
    // Bulk kernels use it where the command line adds it, and do without where not.
    requires static jdk.incubator.vector;
    // Only there when the engine's jar is an agent.
    requires static transitive java.instrument;
    // Only inside javac, for the annotation processor and the plug-in.
    requires static java.compiler;
    requires static jdk.compiler;
    // Only in tests of games, for dev.mayfly.debug.junit.
    requires static org.junit.jupiter.api;
    requires static transitive org.jspecify;
    requires static org.joml;
    // Only for those who use them: each has a class of its own in dev.mayfly.lwjgl.
    // Not transitive, or a module that has none of them could not be compiled.
    requires static org.lwjgl.freetype;
    requires static org.lwjgl.glfw;
    requires static org.lwjgl.meshoptimizer;
    requires static org.lwjgl.nuklear;

    exports dev.mayfly;
    exports dev.mayfly.alloc;
    exports dev.mayfly.context;
    exports dev.mayfly.data;
    exports dev.mayfly.debug;
    exports dev.mayfly.debug.junit;
    exports dev.mayfly.jfr;
    exports dev.mayfly.loop;
    exports dev.mayfly.lwjgl;

    provides javax.annotation.processing.Processor with
            dev.mayfly.data.processor.NativeStructProcessor,
            dev.mayfly.data.processor.Claim;
    provides com.sun.source.util.Plugin with
            dev.mayfly.context.plugin.MayflyContext;
}
