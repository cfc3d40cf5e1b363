package dev.mayfly.bench.peers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Another language's code that Mayfly is measured against. */
public enum Peer {
    /**
     * {@code peers.c}, {@code mallocs.c}, {@code pages.c}, {@code particles.c}, {@code kernels.c}
     * and {@code header.c}, by gcc or the system's C compiler.
     */
    C("c") {
        @Override
        void compile(Path folder) throws IOException {
            Path compiler =
                    Compilers.find(C_COMPILERS)
                            .orElseThrow(() -> missing("no gcc, cc or clang on the PATH"));
            Path arenas = unpack("peers.c", folder);
            Path mallocs = unpack("mallocs.c", folder);
            Path pages = unpack("pages.c", folder);
            Path kernels = unpack("kernels.c", folder);
            Path particles = unpack("particles.c", folder);
            Path header = unpack("header.c", folder);
            unpackFrom("/META-INF/mayfly/include/", "mayfly.h", folder);
            List<String> command = new ArrayList<>();
            command.add(compiler.toString());
            command.addAll(C_OPTIONS);
            command.addAll(
                    List.of(
                            "-shared",
                            "-fPIC",
                            "-o",
                            library(folder).toString(),
                            arenas.toString(),
                            mallocs.toString(),
                            pages.toString(),
                            kernels.toString(),
                            particles.toString(),
                            header.toString()));
            Compilers.run(folder, command);
        }
    },

    /** {@code peers.rs}, by rustc, on the bumpalo crate's source. */
    BUMPALO("bumpalo") {
        @Override
        void compile(Path folder) throws IOException {
            String compiler =
                    Compilers.find("rustc")
                            .orElseThrow(() -> missing("no rustc on the PATH"))
                            .toString();
            Path crate =
                    Compilers.findCrate("bumpalo")
                            .orElseThrow(
                                    () ->
                                            missing(
                                                    "no source of the bumpalo crate (Debian:"
                                                        + " apt-get install librust-bumpalo-dev)"));
            Path source = unpack("peers.rs", folder);
            Path rlib = folder.resolve("libbumpalo.rlib");
            Compilers.run(
                    folder,
                    List.of(
                            compiler,
                            "--edition=2021",
                            "--crate-type=rlib",
                            "--crate-name=bumpalo",
                            "--cap-lints=allow",
                            "-O",
                            "-Ctarget-cpu=native",
                            "-o",
                            rlib.toString(),
                            crate.resolve("src").resolve("lib.rs").toString()));
            Compilers.run(
                    folder,
                    List.of(
                            compiler,
                            "--edition=2021",
                            "--crate-type=cdylib",
                            "--crate-name=peers",
                            "-O",
                            "-Ctarget-cpu=native",
                            "--extern=bumpalo=" + rlib,
                            "-o",
                            library(folder).toString(),
                            source.toString()));
        }
    };

    /** The names of C compilers, the first that is there wins. */
    static final String[] C_COMPILERS = {"gcc", "cc", "clang"};

    /** How C is optimised. */
    static final List<String> C_OPTIONS = List.of("-O3", "-march=native");

    /** How Rust is. */
    static final List<String> RUST_OPTIONS = List.of("-O", "-Ctarget-cpu=native");

    /**
     * Where benchmark runs tell their forks that the libraries are, so that each is compiled once.
     */
    public static final String FOLDER_PROPERTY = "mayfly.bench.peers";

    private final String methodPrefix;

    Peer(String methodPrefix) {
        this.methodPrefix = methodPrefix;
    }

    /**
     * Matches the benchmark methods that need this peer.
     *
     * @return a regular expression for JMH
     */
    public String benchmarks() {
        return "\\." + methodPrefix + "([A-Z]\\w*)?$";
    }

    abstract void compile(Path folder) throws IOException;

    Path library(Path folder) {
        return folder.resolve(System.mapLibraryName(name().toLowerCase(Locale.ROOT)));
    }

    /**
     * Compiles the peer.
     *
     * @param folder where to
     * @return why there is no peer, or nothing if there is one now
     */
    public Optional<String> tryCompile(Path folder) {
        try {
            compile(folder);
            return Optional.empty();
        } catch (IOException reason) {
            return Optional.of(String.valueOf(reason.getMessage()));
        }
    }

    /** The library, compiled by whoever started this run, or else now. */
    Path compiled() throws IOException {
        String given = System.getProperty(FOLDER_PROPERTY);
        if (given != null && Files.exists(library(Path.of(given)))) {
            return library(Path.of(given));
        }
        Path folder = TemporaryFolder.create();
        compile(folder);
        return library(folder);
    }

    private static IOException missing(String what) {
        return new IOException(what);
    }

    private static Path unpack(String name, Path folder) throws IOException {
        return unpackFrom("/peers/", name, folder);
    }

    private static Path unpackFrom(String where, String name, Path folder) throws IOException {
        Path target = folder.resolve(name);
        try (InputStream source = Peer.class.getResourceAsStream(where + name)) {
            if (source == null) {
                throw new IOException(where + name + " is not on the class path");
            }
            Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
        }
        return target;
    }
}
