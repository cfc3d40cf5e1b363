package dev.mayfly.memory;

import static java.util.Objects.requireNonNull;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Collections;

/**
 * Makes a Java method one that C can call, whatever it takes: for the function pointers that a
 * library wants.
 *
 * <p><b>Cost:</b> a function takes about a kilobyte of code for ever, and some milliseconds to
 * make: make one for each purpose, and tell callers apart by an argument. A call from C into Java
 * takes some tens of nanoseconds and makes no Java garbage. <b>Thread:</b> any; one that Java does
 * not know yet is made known to it by its first call.
 */
public final class NativeFunction {

    /** C's {@code long}: 4 bytes on Windows, 8 elsewhere. Java sees a {@code long} everywhere. */
    public static final MemoryLayout C_LONG =
            requireNonNull(Linker.nativeLinker().canonicalLayouts().get("long"));

    private NativeFunction() {}

    /**
     * Makes a function that is there as long as the program. What its method throws does not cross
     * into C, which would end the JVM: it is dropped, and C gets 0.
     *
     * @param lookup from the class with the method, which may be private
     * @param name of a static method that takes a {@code long} for each argument, and returns one
     *     where the function returns anything
     * @param function how C calls it
     * @return its address
     * @throws IllegalArgumentException if the class has no such method
     */
    @SuppressWarnings("restricted")
    public static long of(MethodHandles.Lookup lookup, String name, FunctionDescriptor function) {
        MethodType type = function.toMethodType();
        MethodHandle method =
                MethodHandles.explicitCastArguments(find(lookup, name, inLongs(type)), type);
        MethodHandle nothing =
                MethodHandles.empty(MethodType.methodType(type.returnType(), Throwable.class));
        MethodHandle guarded = MethodHandles.catchException(method, Throwable.class, nothing);
        return Linker.nativeLinker().upcallStub(guarded, function, Arena.global()).address();
    }

    private static MethodType inLongs(MethodType type) {
        Class<?> result = type.returnType() == void.class ? void.class : long.class;
        return MethodType.methodType(
                result, Collections.nCopies(type.parameterCount(), long.class));
    }

    private static MethodHandle find(MethodHandles.Lookup lookup, String name, MethodType type) {
        try {
            return lookup.findStatic(lookup.lookupClass(), name, type);
        } catch (ReflectiveOperationException missing) {
            throw new IllegalArgumentException(
                    "%s has no static method %s%s for native code to call"
                            .formatted(lookup.lookupClass().getName(), name, type),
                    missing);
        }
    }
}
