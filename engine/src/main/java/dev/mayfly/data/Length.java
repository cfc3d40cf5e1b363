package dev.mayfly.data;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How many elements an array in a {@link NativeStruct} has: {@code @Length(16) float[] weights} is
 * C's {@code float weights[16]}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Length {

    /**
     * The number of elements.
     *
     * @return 1 or more
     */
    int value();
}
