package io.arbiter.chaos.servers;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The server as it was built. The run gets copies of the project's jars, because a JVM whose jar a build replaces
 * beside it finds garbage in it.
 */
final class ServerProgram {
    private static final String MAIN = "io.arbiter.server.ArbiterServerMain";

    private final String classPath;

    private ServerProgram(String classPath) {
        this.classPath = classPath;
    }

    /** @param copies directory for the copies */
    static ServerProgram in(Path home, Path copies) throws IOException {
        Path target = home.resolve("arbiter-server/target");
        if (!Files.isDirectory(target.resolve("lib"))) {
            throw new IOException(
                    "arbiter-server is not built; run: (cd '" + home + "' && ./mvnw -q -DskipTests " + "package)");
        }
        Files.createDirectories(copies);
        List<String> entries = new ArrayList<>();
        for (Path jar : jars(target)) {
            entries.add(Files.copy(jar, copies.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING)
                    .toString());
        }
        for (Path jar : jars(target.resolve("lib"))) {
            boolean ours = jar.getFileName().toString().startsWith("arbiter-");
            entries.add((ours
                            ? Files.copy(jar, copies.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING)
                            : jar)
                    .toString());
        }
        return new ServerProgram(String.join(":", entries));
    }

    private static List<Path> jars(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches(".*(?<!-sources|-tests|-javadoc)\\.jar"))
                    .sorted()
                    .toList();
        }
    }

    /** The project around the working directory, or around this class. */
    static Path findHome() {
        for (Path from : List.of(Path.of("").toAbsolutePath(), ownLocation())) {
            for (Path at = from; at != null; at = at.getParent()) {
                if (Files.isDirectory(at.resolve("arbiter-server")) && Files.exists(at.resolve("bin/arbiter-server"))) {
                    return at;
                }
            }
        }
        throw new IllegalStateException("the project is neither around the working directory nor around these classes: "
                + "run from inside it, or name it with withHome");
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

    /** As {@code bin/arbiter-server} runs it. */
    List<String> command(List<String> jvm, Path config) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+ExitOnOutOfMemoryError",
                "-Dsun.net.httpserver.maxReqTime=10",
                "-Dsun.net.httpserver.maxRspTime=10"));
        command.addAll(jvm);
        command.addAll(List.of("-cp", classPath, MAIN, "--config", config.toString()));
        return command;
    }
}
