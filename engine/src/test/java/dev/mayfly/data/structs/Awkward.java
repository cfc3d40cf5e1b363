package dev.mayfly.data.structs;

import dev.mayfly.data.Length;
import dev.mayfly.data.NativeStruct;

/** Where the names of components are those of parameters, methods and classes around them. */
public final class Awkward {

    private Awkward() {}

    /** A member of a class, whose name is that of a class the generated code needs. */
    @NativeStruct
    record Memory(int address, long index, float value, int size, int struct, byte allocator) {}

    /** A struct of another package-private member. */
    @NativeStruct
    record Pair(Memory dest, @Length(2) Memory[] k, int i) {}
}
