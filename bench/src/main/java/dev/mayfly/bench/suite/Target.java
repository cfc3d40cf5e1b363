package dev.mayfly.bench.suite;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A benchmark with its parameters: what is measured once however many comparisons show it.
 *
 * @param method {@code Class.method}
 * @param params names and values, by name
 */
record Target(String method, Map<String, String> params) {

    private static final Pattern FORM = Pattern.compile("(\\w+\\.\\w+)(?:\\[([^\\]]+)\\])?");

    Target {
        params = Collections.unmodifiableMap(new TreeMap<>(params));
    }

    /**
     * Reads a contestant's method.
     *
     * @throws IllegalArgumentException if it is none; the message has it
     */
    static Target parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not Class.method or Class.method[name=value]");
        }
        Map<String, String> params = new TreeMap<>();
        if (matcher.group(2) != null) {
            for (String pair : matcher.group(2).split(",")) {
                int equals = pair.indexOf('=');
                if (equals < 1) {
                    throw new IllegalArgumentException("\"" + text + "\": no = in " + pair);
                }
                params.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
            }
        }
        return new Target(matcher.group(1), params);
    }

    /** The same with more parameters. */
    Target with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(params);
        all.putAll(more);
        return new Target(method, all);
    }

    /** A regular expression for JMH. */
    String pattern() {
        return "\\." + method.replace(".", "\\.") + "$";
    }

    @Override
    public String toString() {
        return params.isEmpty() ? method : method + params;
    }
}
