package io.arbiter.chaos.power;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Classes of the server as they were before a fault was repaired: resources below {@code put-back/}. */
final class FormerClasses {
    private FormerClasses() {}

    /** @return a directory to be laid before the class path */
    static Path compile(List<String> names, Path target) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IOException("no Java compiler: run it with a JDK, not only a JRE");
        }
        Files.createDirectories(target);
        if (names.isEmpty()) {
            return target;
        }
        List<String> arguments = new ArrayList<>(
                List.of("-d", target.toString(), "-proc:none", "-cp", System.getProperty("java.class.path")));
        for (String name : names) {
            Path source = target.resolve(name.substring(name.lastIndexOf('/') + 1) + ".java");
            try (InputStream text = FormerClasses.class.getResourceAsStream("put-back/" + name + ".java")) {
                Files.write(source, text.readAllBytes());
            }
            arguments.add(source.toString());
        }
        if (compiler.run(null, System.out, System.err, arguments.toArray(String[]::new)) != 0) {
            throw new IOException("what was put back no longer fits the server: " + names);
        }
        return target;
    }
}
