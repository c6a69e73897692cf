package io.arbiter.testsupport.servers;

import io.arbiter.testsupport.process.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The server as it ships: its own launcher with the launcher's own options, and the build beside it. */
public final class ServerProgram {
    /** Small heaps and no second compiler: three servers, clients and a database share one machine. */
    public static final List<String> SMALL_JVM = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /** The build sets it for its tests: it replaces no jar while they run. */
    private static final String IN_PLACE = "arbiter.servers.in-place";

    private static final String LAUNCHER = "bin/arbiter-server";
    private static final String BUILT = "arbiter-server/target";
    private static final String ARCHIVER = "arbiter-server/src/main/build/archive-classes";

    private static final Pattern JAR = Pattern.compile("arbiter-server-(\\d[\\d.]*)\\.jar");

    private final Path home;

    private ServerProgram(Path home) {
        this.home = home;
    }

    /** The project around the working directory, or around this class. */
    public static Path findHome() {
        for (Path from : List.of(Path.of("").toAbsolutePath(), ownLocation())) {
            for (Path at = from; at != null; at = at.getParent()) {
                if (Files.isDirectory(at.resolve("arbiter-server")) && Files.exists(at.resolve(LAUNCHER))) {
                    return at;
                }
            }
        }
        throw new IllegalStateException("the project is neither around the working directory nor around these classes: "
                + "run from inside it");
    }

    private static Path ownLocation() {
        try {
            return Path.of(ServerProgram.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The reason why it cannot run from that project. */
    public static Optional<String> missing(Path project) {
        return Files.isDirectory(project.resolve(BUILT).resolve("lib"))
                ? Optional.empty()
                : Optional.of(
                        "arbiter-server is not built; run: (cd '" + project + "' && ./mvnw -q -DskipTests package)");
    }

    /** As the name of the jar has it. */
    public static String version(Path project) {
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

    /** As it lies in the project: it starts from the class data archive of the build, which fits no other place. */
    public static ServerProgram inPlace(Path project) {
        return new ServerProgram(project);
    }

    /**
     * For runs of any length, beside which a build may go on: a copy. In the build's own tests it runs in place.
     *
     * @param to directory for the copy; made if missing
     * @throws IOException if the server is not built
     */
    public static ServerProgram forRun(Path project, Path to) throws IOException {
        Optional<String> missing = missing(project);
        if (missing.isPresent()) {
            throw new IOException(missing.get());
        }
        return Boolean.getBoolean(IN_PLACE) ? inPlace(project) : copy(project, to);
    }

    /**
     * With copies of the project's jars, because a JVM whose jar a build replaces beside it finds garbage in it; to
     * others, which no build replaces, with links.
     */
    private static ServerProgram copy(Path project, Path to) throws IOException {
        Path lib = Files.createDirectories(to.resolve(BUILT).resolve("lib"));
        Files.createDirectories(to.resolve(LAUNCHER).getParent());
        copyFile(project.resolve(LAUNCHER), to.resolve(LAUNCHER));
        for (Path jar : jars(project.resolve(BUILT))) {
            copyFile(jar, lib.resolveSibling(jar.getFileName()));
        }
        for (Path jar : jars(project.resolve(BUILT).resolve("lib"))) {
            Path copy = lib.resolve(jar.getFileName());
            if (jar.getFileName().toString().startsWith("arbiter-")) {
                copyFile(jar, copy);
            } else if (!Files.exists(copy)) {
                Files.createSymbolicLink(copy, jar.toAbsolutePath());
            }
        }
        return new ServerProgram(to);
    }

    private static void copyFile(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
    }

    private static List<Path> jars(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches(".*(?<!-sources|-tests|-javadoc)\\.jar"))
                    .toList();
        }
    }

    /** Makes the class data archive that ships. It fits only the place of the jars, so a copy needs its own. */
    public void archive(Path project) throws IOException {
        try {
            // The nodes that this starts end with it, and it ends with this process.
            Shell.run(List.of(
                    "setpriv",
                    "--pdeathsig",
                    "TERM",
                    "--",
                    project.resolve(ARCHIVER).toString(),
                    home.resolve(LAUNCHER).toString(),
                    home.resolve(BUILT).toString()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while making the class data archive", interrupted);
        }
    }

    /**
     * The command of a server. The process that it starts becomes the server: the launcher ends in {@code exec}.
     *
     * @param jvm options without white space
     */
    public List<String> command(Path config, List<String> jvm) {
        return List.of(
                "env",
                "--unset=JAVA_OPTS",
                "ARBITER_JAVA_OPTS=" + String.join(" ", jvm),
                home.resolve(LAUNCHER).toString(),
                "--config",
                config.toString());
    }
}
