package io.arbiter.bench.runner.arbiter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The server as it ships: its own launcher with the launcher's own options, beside a copy of the build, because a JVM
 * whose jar a build replaces finds garbage in it.
 */
final class ServerProgram {
    /** More JVM options for the servers, for profiling them: their figures do not hold for the shipped server. */
    private static final String EXTRA_OPTIONS = "ARBITER_BENCH_SERVER_OPTS";

    private static final String LAUNCHER = "bin/arbiter-server";
    private static final String BUILT = "arbiter-server/target";
    private static final String ARCHIVER = "arbiter-server/src/main/build/archive-classes";

    private static final Pattern JAR = Pattern.compile("arbiter-server-(\\d[\\d.]*)\\.jar");

    private final Path home;

    private ServerProgram(Path home) {
        this.home = home;
    }

    /** The reason why it cannot run from that project. */
    static Optional<String> missing(Path project) {
        return Files.isDirectory(project.resolve(BUILT).resolve("lib"))
                ? Optional.empty()
                : Optional.of(
                        "arbiter-server is not built; run: (cd '" + project + "' && ./mvnw -q -DskipTests package)");
    }

    /** As the name of the jar has it. */
    static String version(Path project) {
        try (Stream<Path> files = Files.list(project.resolve(BUILT))) {
            return files.map(file -> JAR.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(jar -> jar.group(1))
                    .findFirst()
                    .orElse("of unknown version");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static ServerProgram copy(Path project, Path to) throws IOException {
        Path launcher = to.resolve(LAUNCHER);
        Files.createDirectories(launcher.getParent());
        Files.copy(project.resolve(LAUNCHER), launcher, StandardCopyOption.COPY_ATTRIBUTES);
        for (String directory : List.of(BUILT, BUILT + "/lib")) {
            copyFiles(project.resolve(directory), to.resolve(directory));
        }
        return new ServerProgram(to);
    }

    /** Makes the class data archive that ships. It fits only the place of the jars: a copy of it is ignored. */
    void archive(Path project) throws IOException {
        // The nodes that this starts end with it, and it ends with this process.
        Process archiver = new ProcessBuilder(
                        "setpriv",
                        "--pdeathsig",
                        "TERM",
                        "--",
                        project.resolve(ARCHIVER).toString(),
                        home.resolve(LAUNCHER).toString(),
                        home.resolve(BUILT).toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(archiver.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (archiver.onExit().join().exitValue() != 0) {
            throw new IOException("cannot make the class data archive: " + said.strip());
        }
    }

    private static void copyFiles(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** The process that this starts becomes the server: the launcher ends in {@code exec}. */
    List<String> command(NodeFiles node, Map<String, String> keys) {
        String options = node.site()
                        .hosts(node.node())
                        .map(hosts -> "-Djdk.net.hosts.file=" + hosts + " ")
                        .orElse("")
                + System.getenv().getOrDefault(EXTRA_OPTIONS, "");
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--unset=JAVA_OPTS",
                "ARBITER_JAVA_OPTS=" + options,
                home.resolve(LAUNCHER).toString(),
                "--config",
                node.config().toString()));
        keys.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        return command;
    }
}
