package dev.mayfly.context;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method reads the current {@link Context}, so it fails with {@link NoContextException} on a
 * thread that has none. A method that allocates has a twin that takes the allocator as its first
 * argument and reads no context.
 *
 * <p>On a method of an interface it says that whoever calls it has a context, so that whatever
 * implements the interface may use it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR})
public @interface UsesContext {}
