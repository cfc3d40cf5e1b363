package dev.mayfly.debug.corpus;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/**
 * The one mistake of a program. The line that shall be named ends with {@code // bug}: of a leak
 * and of a write beside a block where the block was made, of a write after free where it was freed,
 * of everything else where it happened.
 */
@Retention(RetentionPolicy.RUNTIME)
public @interface Planted {

    /** The mistake, for the table. */
    String what();

    /** What it shall be found as. */
    Kind kind();

    /** Whether the program needs nothing that malloc has not, so that LWJGL can run it too. */
    boolean malloc() default false;

    /** Whether only a debug build of the engine finds it. */
    boolean debugBuild() default false;
}
