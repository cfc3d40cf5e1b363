package dev.mayfly.memory;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Makes a Java method one that C can call: the {@code mayfly_procedure} of {@code mayfly.h}.
 *
 * <p><b>Cost:</b> a call from C into Java takes some tens of nanoseconds and makes no Java garbage.
 * <b>Thread:</b> any; one that Java does not know yet is made known to it by its first call.
 */
public final class NativeProcedure {

    /** What C sees of whatever is thrown and not caught before. */
    public static final int THROWN = -1;

    private static final MethodType TYPE =
            MethodType.methodType(
                    int.class,
                    long.class,
                    int.class,
                    long.class,
                    long.class,
                    long.class,
                    long.class,
                    long.class);

    private static final FunctionDescriptor DESCRIPTOR =
            FunctionDescriptor.of(
                    JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
                    JAVA_LONG);

    private NativeProcedure() {}

    /** What C calls. The header says what each argument means. */
    @FunctionalInterface
    public interface Target {

        /**
         * Does an operation.
         *
         * @param data what stands beside the procedure, an address
         * @param operation which
         * @param size bytes
         * @param alignment bytes
         * @param block an address, or 0
         * @param oldSize bytes
         * @param result where the block's address goes, an address
         * @return 0, or the code of an error
         */
        int call(
                long data,
                int operation,
                long size,
                long alignment,
                long block,
                long oldSize,
                long result);
    }

    /**
     * Makes a procedure that is there as long as the program. What its target throws does not cross
     * into C, which would end the JVM; C gets {@link #THROWN}.
     *
     * @param target what it calls
     * @return its address
     */
    @SuppressWarnings("restricted")
    public static long of(Target target) {
        MethodHandle call;
        try {
            call = MethodHandles.lookup().findVirtual(Target.class, "call", TYPE);
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
        MethodHandle thrown =
                MethodHandles.dropArguments(
                        MethodHandles.constant(int.class, THROWN), 0, Throwable.class);
        MethodHandle guarded =
                MethodHandles.catchException(call.bindTo(target), Throwable.class, thrown);
        return Linker.nativeLinker().upcallStub(guarded, DESCRIPTOR, Arena.global()).address();
    }
}
