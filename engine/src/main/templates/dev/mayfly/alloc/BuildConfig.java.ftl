// Made from BuildConfig.java.ftl by .mvn/templates/Templates.java.
package dev.mayfly.alloc;

/**
 * Which of the two builds of the engine this is. {@code mvn -Pdebug} with any goal builds everything
 * for debugging; a release build also packages the engine for debugging, with the classifier {@code
 * debug}.
 *
 * <p>A debug build poisons scratch that {@code freeAll} or the end of a save point gives back (every
 * byte becomes {@code 0xDD}), throws where an allocator is used by a thread that it does not belong
 * to ({@link Allocator#handOver}), and where a data structure is used after its memory has ended.
 */
public final class BuildConfig {

    /**
     * Whether this is a debug build. A constant that javac copies into whatever names it: of {@code
     * if (BuildConfig.DEBUG)} nothing is left in a release build's class files.
     */
    public static final boolean DEBUG = [=debug?c];

    private BuildConfig() {}
}
