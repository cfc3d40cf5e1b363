package dev.mayfly.data;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a record a struct in native memory: the engine's annotation processor writes the code that
 * stores it.
 *
 * {@snippet file="dev/mayfly/snippets/structs/Particle.java" region="declare"}
 *
 * <p>From this the processor writes three classes into the record's package:
 *
 * <ul>
 *   <li>{@code ParticleLayout}: size, alignment and offsets, the same as a C compiler's, with the
 *       padding shown in its Javadoc, and accessors for a struct at a raw address;
 *   <li>{@code ParticleArray}, a {@link StructArray}: structs one after the other, as C and
 *       graphics cards want them;
 *   <li>{@code ParticleColumns}, a {@link StructColumns}: one column for each component, for loops
 *       that go over few components of many structs.
 * </ul>
 *
 * {@snippet file="dev/mayfly/snippets/StructSnippets.java" region="use"}
 *
 * <p><b>What a component may be:</b>
 *
 * <table>
 * <caption>Components</caption>
 * <thead>
 * <tr><th scope="col">type</th><th scope="col">in memory</th></tr>
 * </thead>
 * <tbody>
 * <tr><td>{@code byte}, {@code short}, {@code int}, {@code long}, {@code float}, {@code double}</td>
 *     <td>the same in C, in the machine's byte order</td></tr>
 * <tr><td>{@code boolean}</td><td>one byte, 0 or 1, as C's {@code bool}</td></tr>
 * <tr><td>{@code char}</td><td>two bytes, as C's {@code char16_t}</td></tr>
 * <tr><td>a record with {@code @NativeStruct}</td><td>that struct, inside this one</td></tr>
 * <tr><td>a JOML vector, quaternion or matrix, or its read-only interface</td>
 *     <td>its numbers, matrices column by column; aligned as a single one of them</td></tr>
 * <tr><td>an array of any of these, with {@link Length @Length}</td><td>that many, one after the
 *     other</td></tr>
 * </tbody>
 * </table>
 *
 * <p>Nothing is ever null: a struct has room for values and none for references. Anything else in a
 * declaration is a compiler error, which says what is allowed.
 *
 * <p>For a component {@code weights} the three classes have:
 *
 * <table>
 * <caption>Accessors</caption>
 * <thead>
 * <tr><th scope="col">call</th><th scope="col">does</th></tr>
 * </thead>
 * <tbody>
 * <tr><td>{@code weights(i)}</td><td>reads; makes a Java object unless the component is
 *     primitive</td></tr>
 * <tr><td>{@code weights(i, value)}</td><td>writes</td></tr>
 * <tr><td>{@code weights(i, k)}, {@code weights(i, k, value)}</td><td>reads and writes one element
 *     of an array</td></tr>
 * <tr><td>{@code weightsInto(i, dest)}</td><td>reads into a JOML object or primitive array of the
 *     caller's, without garbage</td></tr>
 * <tr><td>{@code weightsAddress(i)}</td><td>where it is, for all but primitives</td></tr>
 * <tr><td>{@code weightsColumn()}, {@code weightsAddress()}</td><td>the whole column, in {@code
 *     Columns} only</td></tr>
 * </tbody>
 * </table>
 *
 * <p>And for whole structs {@code ParticleArray} and {@code ParticleColumns} have:
 *
 * <table>
 * <caption>Whole structs</caption>
 * <thead>
 * <tr><th scope="col">call</th><th scope="col">does</th></tr>
 * </thead>
 * <tbody>
 * <tr><td>{@code add(record)}, {@code add(x, y, …)}</td><td>appends, and answers the index</td></tr>
 * <tr><td>{@code insert(i, record)}, {@code insert(i, x, y, …)}</td><td>makes room between
 *     others</td></tr>
 * <tr><td>{@code get(i)}</td><td>reads; makes a record</td></tr>
 * <tr><td>{@code set(i, record)}, {@code set(i, x, y, …)}</td><td>writes over</td></tr>
 * <tr><td>{@code addFrom(other, k)}, {@code setFrom(i, other, k)}</td><td>copies from an array to an
 *     array, or from columns to columns, without garbage</td></tr>
 * <tr><td>{@code releasing(release)}</td><td>says what to do with each struct that goes, for those
 *     that own something</td></tr>
 * </tbody>
 * </table>
 *
 * <p>To remove, resize, forget and give back there are the methods of {@link Structs}. To sort
 * structs by a component, copy it into an array of numbers, sort that with the indices as payload,
 * and take the structs over in that order with {@code addFrom}.
 *
 * <p><b>Switching it on.</b> Since JDK 23 {@code javac} runs an annotation processor only where it
 * is told to. With Maven:
 *
 * {@snippet lang=xml :
 * <!-- in the configuration of maven-compiler-plugin -->
 * <annotationProcessorPaths>
 *   <path><groupId>dev.mayfly</groupId><artifactId>mayfly-engine</artifactId><version>…</version></path>
 * </annotationProcessorPaths>
 * }
 *
 * <p>On the command line: {@code javac --processor-path mayfly-engine.jar …}
 *
 * <p>With any processor {@code -Xlint:processing}, a part of {@code -Xlint:all}, complains of each
 * annotation that none claims. Mayfly's own are claimed; those that no processor is for, such as
 * {@code @NullMarked} and {@code @Test}, are not, and need {@code -Xlint:-processing}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface NativeStruct {}
