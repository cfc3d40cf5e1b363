package dev.mayfly.debug.corpus;

import org.lwjgl.system.MemoryUtil;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the programs that need nothing but malloc under LWJGL's debug allocator, in a JVM with
 * {@code -Dorg.lwjgl.util.DebugAllocator=true}, and says of each in a line what came of it.
 */
final class UnderLwjgl {

    /** What stands in a line of the output that is an answer. */
    static final String ANSWER = "answer\t";

    static final String LINE_NAMED = "found, line named";
    static final String FOUND = "found, without the line";
    static final String NOT_FOUND = "not found";

    private UnderLwjgl() {}

    public static void main(String[] arguments) {
        List<Class<? extends Program>> all = new ArrayList<>(Corpus.bugs());
        all.addAll(Corpus.clean());
        for (Class<? extends Program> program : all) {
            if (isForMalloc(program)) {
                System.out.println(ANSWER + program.getSimpleName() + "\t" + answer(program));
            }
        }
    }

    static boolean isForMalloc(Class<?> program) {
        Planted planted = program.getAnnotation(Planted.class);
        return planted != null ? planted.malloc() : program.getAnnotation(Clean.class).malloc();
    }

    private static String answer(Class<? extends Program> program) {
        Map<Long, StackTraceElement[]> before = live();
        List<StackTraceElement> said = new ArrayList<>();
        boolean found = false;
        try (Lab lab = Lab.malloc()) {
            Corpus.program(program).run(lab);
        } catch (Exception refused) {
            found = true;
            said.addAll(Arrays.asList(refused.getStackTrace()));
        }
        Map<Long, StackTraceElement[]> after = live();
        after.keySet().removeAll(before.keySet());
        found |= !after.isEmpty();
        after.values().forEach(stack -> said.addAll(Arrays.asList(stack)));
        if (!found) {
            return NOT_FOUND;
        }
        return program.isAnnotationPresent(Planted.class)
                        && said.stream().anyMatch(frame -> Corpus.isBugLine(program, frame))
                ? LINE_NAMED
                : FOUND;
    }

    /** What LWJGL knows of live blocks: address and stack. */
    private static Map<Long, StackTraceElement[]> live() {
        Map<Long, StackTraceElement[]> live = new HashMap<>();
        MemoryUtil.memReport(
                (address, _, _, _, stack) ->
                        live.put(address, stack == null ? new StackTraceElement[0] : stack));
        return live;
    }
}
