package dev.mayfly.bench.suite;

import com.sun.management.OperatingSystemMXBean;

import dev.mayfly.bench.peers.Toolchain;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The machine and the programs that figures belong to.
 *
 * @param machine processor, memory, system
 * @param software the JVM, the libraries, the compilers
 */
record Facts(List<Fact> machine, List<Fact> software) {

    /** The name of the fact that says what the processor is. */
    static final String PROCESSOR = "Processor";

    static final String JVM = "JVM";

    private static final Pattern JAR =
            Pattern.compile("(.+?)-(\\d[\\w.]*(?:-SNAPSHOT)?)((?:-natives-[\\w-]+)?)\\.jar");

    /** Finds them out. */
    static Facts gather() {
        return new Facts(aboutMachine(), aboutSoftware());
    }

    Optional<String> find(String name) {
        return Stream.concat(machine.stream(), software.stream())
                .filter(fact -> fact.name().equals(name))
                .map(Fact::value)
                .findFirst();
    }

    private static List<Fact> aboutMachine() {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(PROCESSOR, processor()));
        facts.add(
                new Fact(
                        "Cores",
                        "%d, as the JVM counts them"
                                .formatted(Runtime.getRuntime().availableProcessors())));
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean bean) {
            facts.add(
                    new Fact(
                            "Memory",
                            String.format(
                                    Locale.ROOT, "%.1f GiB", bean.getTotalMemorySize() / 0x1p30)));
        }
        facts.add(
                new Fact(
                        "System",
                        Stream.of("os.name", "os.version", "os.arch")
                                .map(name -> System.getProperty(name, "?"))
                                .reduce((one, other) -> one + " " + other)
                                .orElse("?")));
        setting("/etc/os-release", "PRETTY_NAME=\"(.*)\"")
                .ifPresent(name -> facts.add(new Fact("Distribution", name)));
        setting("/sys/kernel/mm/transparent_hugepage/enabled", ".*\\[(\\w+)\\].*")
                .ifPresent(chosen -> facts.add(new Fact("Transparent huge pages", chosen)));
        setting("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "(.*)")
                .ifPresent(governor -> facts.add(new Fact("Frequency governor", governor)));
        if (setting("/proc/cpuinfo", "flags\\s*:.*\\bhypervisor\\b(.*)").isPresent()) {
            facts.add(new Fact("Virtual machine", "yes: a host shares the processor and caches"));
        }
        return List.copyOf(facts);
    }

    private static String processor() {
        return setting("/proc/cpuinfo", "model name\\s*:\\s*(.*)")
                .or(() -> Toolchain.ask("sysctl", "-n", "machdep.cpu.brand_string"))
                .or(() -> Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER")))
                .orElse(System.getProperty("os.arch", "?"));
    }

    /** The first line of a file that has such a form, its first group. */
    private static Optional<String> setting(String file, String form) {
        Pattern pattern = Pattern.compile(form);
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.map(pattern::matcher)
                    .filter(Matcher::matches)
                    .map(matcher -> matcher.group(1).strip())
                    .findFirst();
        } catch (IOException | RuntimeException _) {
            return Optional.empty();
        }
    }

    private static List<Fact> aboutSoftware() {
        List<Fact> facts = new ArrayList<>();
        facts.add(
                new Fact(
                        JVM,
                        "%s %s, %s"
                                .formatted(
                                        System.getProperty("java.vm.name", "?"),
                                        System.getProperty("java.vm.version", "?"),
                                        System.getProperty("java.vendor", "?"))));
        facts.add(
                new Fact(
                        "Collector where none is named",
                        ManagementFactory.getGarbageCollectorMXBeans().stream()
                                .map(bean -> bean.getName())
                                .collect(Collectors.joining(", "))));
        Toolchain.compilers().forEach((name, value) -> facts.add(new Fact(name, value)));
        for (String library : libraries()) {
            int space = library.indexOf(' ');
            facts.add(new Fact(library.substring(0, space), library.substring(space + 1)));
        }
        return List.copyOf(facts);
    }

    /** What is on the class path, from the names of the jars. */
    private static TreeSet<String> libraries() {
        TreeSet<String> libraries = new TreeSet<>();
        String path = System.getProperty("java.class.path", "");
        Arrays.stream(path.split(File.pathSeparator))
                .flatMap(Facts::named)
                .map(JAR::matcher)
                .filter(Matcher::matches)
                .filter(jar -> jar.group(3).isEmpty())
                .forEach(jar -> libraries.add(jar.group(1) + " " + jar.group(2)));
        return libraries;
    }

    /** A jar, and what its manifest names. */
    private static Stream<String> named(String entry) {
        String name = Path.of(entry).getFileName().toString();
        if (!name.endsWith(".jar")) {
            return Stream.empty();
        }
        try (JarFile jar = new JarFile(entry)) {
            String more =
                    jar.getManifest() == null
                            ? null
                            : jar.getManifest().getMainAttributes().getValue("Class-Path");
            return more == null
                    ? Stream.of(name)
                    : Stream.concat(
                            Stream.of(name),
                            Arrays.stream(more.split("\\s+"))
                                    .map(each -> each.substring(each.lastIndexOf('/') + 1)));
        } catch (IOException _) {
            return Stream.of(name);
        }
    }
}
