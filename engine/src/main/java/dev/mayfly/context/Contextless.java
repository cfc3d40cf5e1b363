package dev.mayfly.context;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The code may run on a thread without a {@link Context}, in a callback from native code for
 * example. With the engine's compiler plug-in it is a compiler error when such code, or anything
 * that it calls, uses the context.
 *
 * <table>
 * <caption>What is contextless</caption>
 * <thead>
 * <tr><th scope="col">annotated</th><th scope="col">contextless</th></tr>
 * </thead>
 * <tbody>
 * <tr><td>a method or constructor</td><td>it, and every method that overrides it</td></tr>
 * <tr><td>a class</td><td>all code that is written in it, classes inside it too, and what overrides
 *     its methods</td></tr>
 * <tr><td>an interface</td><td>the same; interfaces that extend it; and every lambda and method
 *     reference that implements it</td></tr>
 * <tr><td>nothing: LWJGL's {@code CallbackI}</td><td>as if it were annotated, and so is every
 *     callback of GLFW, OpenGL, stb, …</td></tr>
 * </tbody>
 * </table>
 *
 * <p><b>What is reported.</b> Every way from contextless code to a method that is marked {@link
 * UsesContext}, in this compilation or in a library, through whatever the compilation itself
 * contains: methods and their overriders, constructors and initialisers, lambdas, method
 * references, local and anonymous classes. The error is at the first step, and tells the others:
 *
 * {@snippet lang=text :
 * Devices.java:46: error: Devices.key(int) is contextless, but reaches Mem.alloc(long, long), which needs a context:
 *     calls Hud.note(int) at Devices.java:46
 *     calls Mem.alloc(long, long) at Hud.java:12
 *   open a context with Context.defaultContext(), run the code in Context.runDefault(…), or pass an allocator explicitly
 * }
 *
 * <p>Code that opens a context for itself is fine:
 *
 * {@snippet file="dev/mayfly/snippets/ContextSnippets.java" region="contextless"}
 *
 * <p>So is a lambda that contextless code only hands on, to a queue of the game's thread say, if
 * the method of its interface is marked {@link UsesContext}: whoever calls that needs a context. A
 * lambda for any other interface counts as run where it is written, or where the variable is read
 * in which it is stored. {@code @SuppressWarnings("contextless")} on a method, type or field says
 * that its code is to be left alone.
 *
 * <p><b>Switching it on.</b> With Maven:
 *
 * {@snippet lang=xml :
 * <!-- in the configuration of maven-compiler-plugin -->
 * <compilerArgs><arg>-Xplugin:MayflyContext</arg></compilerArgs>
 * <annotationProcessorPaths><path><groupId>dev.mayfly</groupId><artifactId>mayfly-engine</artifactId><version>…</version></path></annotationProcessorPaths>
 * }
 *
 * <p>On the command line: {@code javac --processor-path mayfly-engine.jar -Xplugin:MayflyContext …}
 * Types of others that are contextless follow the plug-in's name, with their packages: {@code
 * "-Xplugin:MayflyContext com.acme.NativeListener com.acme.AudioThread"}.
 *
 * <p><b>What the plug-in cannot see:</b> reflection; code of other compilations, unless it is
 * marked {@link UsesContext}, which in the engine all of it is; objects that a library calls back,
 * but for lambdas, method references and local or anonymous classes, whose place it sees; lambdas
 * for interfaces of others, such as {@code Runnable}, that come out of a collection, a parameter or
 * a method; calls that the language makes unseen, such as {@code toString} in a concatenation. What
 * it overlooks, {@link NoContextException} reports at run time.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.CONSTRUCTOR})
public @interface Contextless {}
