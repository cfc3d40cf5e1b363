package dev.mayfly.debug.corpus;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A program without a mistake, but with something that looks like one. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Clean {

    /** What looks like a mistake, for the table. */
    String what();

    /** Whether the program needs nothing that malloc has not, so that LWJGL can run it too. */
    boolean malloc() default false;
}
