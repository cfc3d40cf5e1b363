package dev.mayfly.memory;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * The structs of {@code mayfly.h}, as Java writes them. The header says every offset and size once
 * more, for the C compiler; the engine's tests compare the two, so that neither can change alone.
 *
 * <p>Pointers are {@code long}, as everywhere here.
 */
public final class NativeLayout {

    /** What C may take of an arena without asking: {@code mayfly_window}. */
    public static final StructLayout WINDOW =
            struct("mayfly_window", "cursor", "clean", "limit", "floor", "highest", "id");

    /** Who allocates: {@code mayfly_allocator}. */
    public static final StructLayout ALLOCATOR = struct("mayfly_allocator", "procedure", "data");

    /** A thread's context: {@code mayfly_context}. */
    public static final StructLayout CONTEXT =
            MemoryLayout.structLayout(
                            ALLOCATOR.withName("allocator"),
                            ALLOCATOR.withName("temp_allocator"),
                            ValueLayout.JAVA_LONG.withName("user_pointer"),
                            ValueLayout.JAVA_LONG.withName("user_index"))
                    .withName("mayfly_context");

    /** All of them. */
    public static final List<StructLayout> ALL = List.of(WINDOW, ALLOCATOR, CONTEXT);

    private NativeLayout() {}

    private static StructLayout struct(String name, String... fields) {
        MemoryLayout[] members = new MemoryLayout[fields.length];
        for (int i = 0; i < fields.length; i++) {
            members[i] = ValueLayout.JAVA_LONG.withName(fields[i]);
        }
        return MemoryLayout.structLayout(members).withName(name);
    }

    /**
     * Where a field stands.
     *
     * @param struct one of these
     * @param field its name in C
     * @return bytes from the beginning of the struct
     */
    public static long offset(StructLayout struct, String field) {
        return struct.byteOffset(groupElement(field));
    }
}
