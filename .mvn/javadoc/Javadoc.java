import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Runs the Javadoc tool and takes every warning for a failure, but the one that the tool's own
 * {@code -Werror} cannot leave out: that a library may use an incubating module. What it is to read
 * is on its own class path. Run by the root pom.
 */
final class Javadoc {

    private Javadoc() {}

    public static void main(String[] args) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        String[] all = Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--module-path";
        all[args.length + 1] = System.getProperty("java.class.path");
        int status = ToolProvider.findFirst("javadoc").orElseThrow().run(out, out, all);
        List<String> lines = said.toString().lines().toList();
        boolean warned =
                lines.stream()
                        .filter(line -> line.contains("warning"))
                        .filter(line -> !line.contains("[incubating]"))
                        .anyMatch(line -> !line.matches("\\d+ warnings?"));
        Stream<String> worthReading =
                lines.stream()
                        .filter(line -> !line.contains("[incubating]"))
                        .filter(line -> warned || status != 0);
        worthReading.forEach(System.err::println);
        System.exit(status != 0 ? status : warned ? 1 : 0);
    }
}
