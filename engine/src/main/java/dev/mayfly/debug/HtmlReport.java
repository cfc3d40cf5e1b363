package dev.mayfly.debug;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Writes a report as one page that needs nothing else: {@code report.html} with the data in it. */
final class HtmlReport {

    private static final String PAGE = "report.html";
    private static final String DATA = "@DATA@";

    private HtmlReport() {}

    static void write(LeakReport report, Appendable out) throws IOException {
        String page = page();
        int data = page.indexOf(DATA);
        out.append(page, 0, data);
        JsonReport.write(report, out);
        out.append(page, data + DATA.length(), page.length());
    }

    private static String page() throws IOException {
        try (InputStream in = HtmlReport.class.getResourceAsStream(PAGE)) {
            if (in == null) {
                throw new IOException("the engine's jar lacks dev/mayfly/debug/" + PAGE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
