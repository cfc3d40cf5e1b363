package dev.mayfly.debug;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes live bytes as the lines that makers of flame graphs read. */
final class CollapsedStacks {

    private CollapsedStacks() {}

    static void write(LeakReport report, Appendable out) throws IOException {
        Map<String, Long> stacks = new LinkedHashMap<>();
        for (AllocatorReport part : report.allocators()) {
            add(stacks, part.leaks());
            add(stacks, part.immortal());
        }
        for (Map.Entry<String, Long> stack : stacks.entrySet()) {
            out.append(stack.getKey()).append(' ').append(stack.getValue().toString()).append('\n');
        }
    }

    private static void add(Map<String, Long> stacks, List<LeakGroup> groups) {
        for (LeakGroup group : groups) {
            stacks.merge(stack(group.place()), group.bytes(), Long::sum);
        }
    }

    private static String stack(Place place) {
        if (place.frames().isEmpty()) {
            return clean(place.line());
        }
        StringBuilder stack = new StringBuilder();
        for (StackTraceElement frame : place.frames().reversed()) {
            stack.append(stack.isEmpty() ? "" : ";").append(clean(Place.text(frame)));
        }
        return stack.toString();
    }

    /** Without what separates frames and lines. */
    private static String clean(String frame) {
        return frame.replace(';', ':').replaceAll("\\p{Cntrl}", " ");
    }
}
