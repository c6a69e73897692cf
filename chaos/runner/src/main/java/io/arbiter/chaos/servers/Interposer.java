package io.arbiter.chaos.servers;

import io.arbiter.testsupport.process.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The library that stands between a server and its C library ({@code interposer.c}), compiled again for each run.
 *
 * <p>Why not libfaketime: with the monotonic clock left alone (DONT_FAKE_MONOTONIC) every timed wait of a JVM returns
 * at once, so that a wall clock cannot jump by itself; and a rate that changes while the process runs makes its clocks
 * jump, because the new rate counts from the process's start. Measured with 0.9.10 and JDK 17.
 */
public final class Interposer {
    private static final String SOURCE = "interposer.c";

    private final Path library;

    private Interposer(Path library) {
        this.library = library;
    }

    /** The tool that this machine lacks for it; empty if nothing. */
    public static Optional<String> missing() {
        try {
            Shell.run(List.of("gcc", "--version"));
            return Optional.empty();
        } catch (IOException none) {
            return Optional.of("a C compiler (apt-get install gcc libc6-dev)");
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.of("a moment to look for a C compiler, but was told to stop");
        }
    }

    static Interposer compile(Path directory) throws IOException {
        return new Interposer(compile(Interposer.class, SOURCE, directory));
    }

    /**
     * Any library of this kind.
     *
     * @param beside the class that its source is a resource of
     * @return to be named in {@code LD_PRELOAD}
     */
    public static Path compile(Class<?> beside, String name, Path directory) throws IOException {
        Files.createDirectories(directory);
        Path source = directory.resolve(name);
        Path library = directory.resolve(name.replace(".c", ".so"));
        try (InputStream text = beside.getResourceAsStream(name)) {
            Files.write(source, text.readAllBytes());
            Shell.run(List.of(
                    "gcc",
                    "-shared",
                    "-fPIC",
                    "-O2",
                    "-o",
                    library.toString(),
                    source.toString(),
                    "-ldl",
                    "-lpthread"));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("told to stop while compiling " + source, stop);
        }
        return library;
    }

    /** The environment of a server behind the interposer. */
    Map<String, String> environment(Path controlPage, Path disk) {
        return Map.of(
                "LD_PRELOAD",
                library.toString(),
                "ARBITER_FAULTS_CONTROL",
                controlPage.toString(),
                "ARBITER_FAULTS_DISK",
                disk.toString());
    }
}
