package dev.mayfly.debug.agent;

import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.util.List;

/**
 * Where in a method {@code this} is an object. In a constructor it is none before the call of
 * {@code super} or {@code this}, and a handler there must say so.
 *
 * <p>The call is found by counting: it is the first that initialises nothing that {@code new} made.
 * That is certain while no jump comes before it; a constructor that jumps earlier is left without
 * handlers.
 */
final class Constructor {

    enum State {
        OBJECT,
        NOT_YET,
        UNCLEAR
    }

    private final boolean isConstructor;
    private final int initialised;

    Constructor(boolean isConstructor, List<CodeElement> code) {
        this.isConstructor = isConstructor;
        initialised = isConstructor ? find(code) : -1;
    }

    /** The index of the call; -1 if it is not clear which it is. */
    private static int find(List<CodeElement> code) {
        int open = 0;
        for (int i = 0; i < code.size(); i++) {
            switch (code.get(i)) {
                case NewObjectInstruction _ -> open++;
                case InvokeInstruction call when isInitialiser(call) -> {
                    if (open == 0) {
                        return i;
                    }
                    open--;
                }
                case BranchInstruction _, TableSwitchInstruction _, LookupSwitchInstruction _ -> {
                    return -1;
                }
                case Instruction _ -> {}
                default -> {}
            }
        }
        return -1;
    }

    private static boolean isInitialiser(InvokeInstruction call) {
        return call.opcode() == Opcode.INVOKESPECIAL && call.name().equalsString("<init>");
    }

    /** What {@code this} is during a call. */
    State at(int index) {
        if (!isConstructor) {
            return State.OBJECT;
        }
        if (initialised < 0 || index == initialised) {
            return State.UNCLEAR;
        }
        return index > initialised ? State.OBJECT : State.NOT_YET;
    }
}
