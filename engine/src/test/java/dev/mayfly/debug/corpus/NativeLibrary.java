package dev.mayfly.debug.corpus;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** A library in C that calls its user back: {@code bsearch} in an array of one. */
public final class NativeLibrary {

    private static final Linker LINKER = Linker.nativeLinker();
    private static final FunctionDescriptor COMPARISON =
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS);

    private NativeLibrary() {}

    /** Runs code once, called from C. It must not throw. */
    @SuppressWarnings("restricted")
    public static void callBack(Runnable code) throws Exception {
        MethodHandle search =
                LINKER.downcallHandle(
                        LINKER.defaultLookup().findOrThrow("bsearch"),
                        FunctionDescriptor.of(
                                ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS));
        MethodHandle compare =
                MethodHandles.lookup()
                        .findStatic(
                                NativeLibrary.class,
                                "compare",
                                MethodType.methodType(
                                        int.class,
                                        Runnable.class,
                                        MemorySegment.class,
                                        MemorySegment.class))
                        .bindTo(code);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment one = arena.allocate(1);
            MemorySegment stub = LINKER.upcallStub(compare, COMPARISON, arena);
            MemorySegment found = (MemorySegment) search.invokeExact(one, one, 1L, 1L, stub);
            if (!found.equals(one)) {
                throw new AssertionError("bsearch has not called back");
            }
        } catch (Exception | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static int compare(Runnable code, MemorySegment key, MemorySegment element) {
        code.run();
        return 0;
    }
}
