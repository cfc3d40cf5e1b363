package dev.mayfly.debug;

import java.io.IOException;

/**
 * Writes JSON, a value at a time, commas by itself. What it writes may stand in a script element of
 * an HTML page: no {@code <} is written as it is.
 */
final class Json {

    private static final String DIGITS = "0123456789abcdef";

    private final Appendable out;
    private boolean first = true;

    Json(Appendable out) {
        this.out = out;
    }

    Json beginObject() throws IOException {
        return begin('{');
    }

    Json endObject() throws IOException {
        return end('}');
    }

    Json beginArray() throws IOException {
        return begin('[');
    }

    Json endArray() throws IOException {
        return end(']');
    }

    /** The name of the member that follows. */
    Json name(String name) throws IOException {
        string(name);
        out.append(':');
        first = true;
        return this;
    }

    Json value(long value) throws IOException {
        comma();
        out.append(Long.toString(value));
        return this;
    }

    Json value(boolean value) throws IOException {
        comma();
        out.append(Boolean.toString(value));
        return this;
    }

    Json value(String value) throws IOException {
        string(value);
        return this;
    }

    Json member(String name, long value) throws IOException {
        return name(name).value(value);
    }

    Json member(String name, boolean value) throws IOException {
        return name(name).value(value);
    }

    Json member(String name, String value) throws IOException {
        return name(name).value(value);
    }

    private Json begin(char bracket) throws IOException {
        comma();
        out.append(bracket);
        first = true;
        return this;
    }

    private Json end(char bracket) throws IOException {
        out.append(bracket);
        first = false;
        return this;
    }

    private void comma() throws IOException {
        if (!first) {
            out.append(',');
        }
        first = false;
    }

    private void string(String text) throws IOException {
        comma();
        out.append('"');
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (isPlain(c)) {
                out.append(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < length
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                out.append(c).append(text.charAt(++i));
            } else {
                out.append("\\u")
                        .append(DIGITS.charAt(c >>> 12))
                        .append(DIGITS.charAt(c >>> 8 & 15))
                        .append(DIGITS.charAt(c >>> 4 & 15))
                        .append(DIGITS.charAt(c & 15));
            }
        }
        out.append('"');
    }

    /** Not so: control characters, what ends lines, half a pair, and what HTML looks for. */
    private static boolean isPlain(char c) {
        return c >= ' '
                && c != '<'
                && c != 0x7F
                && c != '\u2028'
                && c != '\u2029'
                && !Character.isSurrogate(c);
    }
}
