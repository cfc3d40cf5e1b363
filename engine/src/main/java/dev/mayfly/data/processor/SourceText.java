package dev.mayfly.data.processor;

import java.util.List;

/** Source code in the making: indented, and broken where a line would be too long. */
final class SourceText {

    private static final int WIDTH = 100;
    private static final String STEP = "    ";

    private final StringBuilder text = new StringBuilder();
    private String indent = "";

    static String plus(String address, long offset) {
        return offset == 0 ? address : address + " + " + offset;
    }

    static String times(String index, long size) {
        return size == 1 ? index : index + " * " + size;
    }

    void line(String line) {
        text.append(line.isEmpty() ? "" : indent).append(line).append('\n');
    }

    void open(String header) {
        line(header + " {");
        indent += STEP;
    }

    /** Opens a method whose parameters may need lines of their own. */
    void open(String start, List<String> parameters) {
        list(start, parameters, " {");
        indent += STEP;
    }

    void close() {
        indent = indent.substring(STEP.length());
        line("}");
    }

    /** Closes one block and opens the next of the same statement. */
    void next(String header) {
        indent = indent.substring(STEP.length());
        line("} " + header + " {");
        indent += STEP;
    }

    /** Closes a method; an empty line goes before the next. */
    void closeMember() {
        close();
        line("");
    }

    /** Closes the class. */
    void closeClass() {
        text.setLength(text.length() - 1);
        close();
    }

    /** A statement that ends in a call. */
    void call(String start, List<String> arguments) {
        list(start, arguments, ";");
    }

    private void list(String start, List<String> items, String end) {
        String whole = start + "(" + String.join(", ", items) + ")" + end;
        if (fits(whole)) {
            line(whole);
            return;
        }
        line(start + "(");
        String deep = STEP + STEP;
        String second = String.join(", ", items) + ")" + end;
        if (fits(deep + second)) {
            line(deep + second);
            return;
        }
        for (int i = 0; i < items.size(); i++) {
            line(deep + items.get(i) + (i < items.size() - 1 ? "," : ")" + end));
        }
    }

    private boolean fits(String line) {
        return indent.length() + line.length() <= WIDTH;
    }

    /** A Javadoc comment of one or more lines; tags are lines of their own. */
    void doc(List<String> lines) {
        String single = "/** " + lines.getFirst() + " */";
        if (lines.size() == 1 && fits(single)) {
            line(single);
            return;
        }
        line("/**");
        boolean inTags = false;
        for (String each : lines) {
            if (each.startsWith("@") && !inTags) {
                line(" *");
                inTags = true;
            }
            docLine(each);
        }
        line(" */");
    }

    private void docLine(String words) {
        StringBuilder line = new StringBuilder(" *");
        for (String word : words.split(" ")) {
            if (!fits(line + " " + word) && line.length() > " *".length()) {
                line(line.toString());
                line = new StringBuilder(words.startsWith("@") ? " *    " : " *");
            }
            line.append(word.isEmpty() ? "" : " ").append(word);
        }
        line(line.toString());
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
