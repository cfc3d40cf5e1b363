package dev.mayfly.debug.agent;

import org.jspecify.annotations.Nullable;

import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LineNumber;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to be done in a method: which calls get a number, and which handlers may catch theirs.
 */
final class MethodPlan {

    /**
     * The most that a method may have, bytes: jumps in longer code may need to be made anew, and
     * its frames with them. HotSpot compiles nothing above 8,000 anyway.
     */
    private static final int LONGEST = Short.MAX_VALUE;

    /** What a call gets at most, and a method's handlers, bytes. */
    private static final int PER_CALL = 3 + 3 + 4 + 4 + 3;

    private static final int PER_METHOD = 2 * (4 + 3 + 1);

    /**
     * A call that gets a number.
     *
     * @param line 0 where it is not known
     * @param handler what the handler at the method's end has to know; null where there is to be
     *     none
     */
    record Site(int line, Constructor.@Nullable State handler) {}

    final CodeAttribute code;

    /** A local variable that the method does not have yet: who was calling before. */
    final int slot;

    /** By how many calls of any kind come before. */
    private final Map<Integer, Site> sites = new HashMap<>();

    private final Set<Label> catching = new HashSet<>();

    private MethodPlan(MethodModel method, CodeAttribute code, Callees callees) {
        this.code = code;
        slot = code.maxLocals();
        List<CodeElement> elements = code.elementList();
        List<ExceptionCatch> handlers = code.exceptionHandlers();
        Constructor constructor =
                new Constructor(method.methodName().equalsString("<init>"), elements);
        int line = 0;
        int position = 0;
        int calls = 0;
        for (int i = 0; i < elements.size(); i++) {
            CodeElement element = elements.get(i);
            if (element instanceof LineNumber number) {
                line = number.line();
            }
            if (element instanceof InvokeInstruction call) {
                if (mayAllocate(callees, call)) {
                    boolean allCaught = noteHandlers(handlers, position);
                    Constructor.State state = constructor.at(i);
                    boolean handled = !allCaught && state != Constructor.State.UNCLEAR;
                    sites.put(calls, new Site(line, handled ? state : null));
                }
                calls++;
            }
            if (element instanceof Instruction instruction) {
                position += instruction.sizeInBytes();
            }
        }
    }

    /** The plan for a method; null if there is nothing to do. */
    static @Nullable MethodPlan of(MethodModel method, Callees callees) {
        if (!(method.code().orElse(null) instanceof CodeAttribute code)) {
            return null;
        }
        MethodPlan plan = new MethodPlan(method, code, callees);
        return plan.sites.isEmpty() ? null : plan;
    }

    private static boolean mayAllocate(Callees callees, InvokeInstruction call) {
        return callees.mayAllocate(
                call.owner().asInternalName(),
                call.name().stringValue(),
                call.type().stringValue(),
                call.opcode() == Opcode.INVOKESTATIC);
    }

    /** Remembers who catches what is thrown at a place; whether somebody catches everything. */
    private boolean noteHandlers(List<ExceptionCatch> handlers, int position) {
        boolean all = false;
        for (ExceptionCatch handler : handlers) {
            if (code.labelToBci(handler.tryStart()) <= position
                    && position < code.labelToBci(handler.tryEnd())) {
                catching.add(handler.handler());
                all |= handler.catchType().isEmpty();
            }
        }
        return all;
    }

    /** Whether the method would get too long. */
    boolean isTooLong() {
        return code.codeLength() + (long) PER_CALL * sites.size() + PER_METHOD > LONGEST;
    }

    int calls() {
        return sites.size();
    }

    /** What to do with a call, by how many of any kind come before. */
    @Nullable Site at(int call) {
        return sites.get(call);
    }

    boolean mayCatch(Label label) {
        return catching.contains(label);
    }

    /** States of {@code this} that a handler is needed for. */
    List<Constructor.State> handlers() {
        List<Constructor.State> needed = new ArrayList<>();
        for (Site site : sites.values()) {
            Constructor.State state = site.handler();
            if (state != null && !needed.contains(state)) {
                needed.add(state);
            }
        }
        return needed;
    }
}
