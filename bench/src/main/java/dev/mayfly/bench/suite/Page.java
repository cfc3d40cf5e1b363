package dev.mayfly.bench.suite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes results as one page that needs nothing else: style, scripts and data are in it. */
final class Page {

    private static final String FRAME = "page.html";
    private static final String STYLE = "@STYLE@";
    private static final String SCRIPT = "@SCRIPT@";
    private static final String DATA = "@DATA@";
    private static final List<String> SCRIPTS = List.of("words.js", "charts.js", "page.js");

    private Page() {}

    static void write(Results results, Path file) throws IOException {
        Files.writeString(file, html(results));
    }

    static String html(Results results) throws IOException {
        StringBuilder scripts = new StringBuilder();
        for (String script : SCRIPTS) {
            scripts.append(resource(script));
        }
        String page = put(resource(FRAME), STYLE, resource("page.css"));
        page = put(page, SCRIPT, scripts.toString());
        return put(page, DATA, inScript(ResultsFile.toJson(results)));
    }

    /** In JSON these stand in texts only, where they may be written like this as well. */
    private static String inScript(String json) {
        return json.replace("<", "\\u003c");
    }

    private static String put(String page, String mark, String text) throws IOException {
        int at = page.indexOf(mark);
        if (at < 0) {
            throw new IOException(FRAME + " has no " + mark);
        }
        return page.substring(0, at) + text + page.substring(at + mark.length());
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(
                        "dev/mayfly/bench/suite/" + name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
