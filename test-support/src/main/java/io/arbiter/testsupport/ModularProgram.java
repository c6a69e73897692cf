package io.arbiter.testsupport;

import io.arbiter.testsupport.process.Jdk;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A program that is a module of its own, compiled and run on the module path, as a user's would be. */
public final class ModularProgram {
    private final Path folder;
    private final String modulePath;

    /**
     * @param folder empty, for its files
     * @param wanted which entries of this test's class path, by their last three names, are its module path
     */
    public ModularProgram(Path folder, Predicate<String> wanted) {
        this.folder = folder;
        this.modulePath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> wanted.test(lastNames(Path.of(entry))))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String lastNames(Path entry) {
        int names = entry.getNameCount();
        return entry.subpath(Math.max(0, names - 3), names).toString().replace(File.separatorChar, '/');
    }

    /** @param sources by file name, {@code app/Main.java} @return the compiler's messages; empty if it compiles */
    public String compile(Map<String, String> sources) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "-proc:none", "--module-path", modulePath, "-d", classes().toString()));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = folder.resolve("src").resolve(source.getKey());
            Files.createDirectories(file.getParent());
            arguments.add(Files.writeString(file, source.getValue()).toString());
        }
        var said = new ByteArrayOutputStream();
        int result = ToolProvider.getSystemJavaCompiler().run(null, said, said, arguments.toArray(String[]::new));
        return result == 0 ? "" : said.toString(StandardCharsets.UTF_8);
    }

    /**
     * Runs it in a JVM of its own until it ends.
     *
     * @param main module and class, {@code app/app.Main}
     * @return its output
     */
    public String run(String main) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        new ProcessBuilder(
                        Jdk.java(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--module-path",
                        modulePath + File.pathSeparator + classes(),
                        "--module",
                        main)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        return Files.readString(output);
    }

    private Path classes() {
        return folder.resolve("classes");
    }
}
