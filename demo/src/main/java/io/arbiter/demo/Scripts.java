package io.arbiter.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The commands of deploy/three-region, as a user would type them. */
final class Scripts {
    private final Path directory;
    private volatile Process running;

    Scripts(Path directory) {
        this.directory = directory;
    }

    /** Runs a command to its end; fails with its output. */
    void run(String command, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(directory.resolve(command).toString()));
        line.addAll(List.of(arguments));
        execute(line);
    }

    /**
     * Sends a signal to one process. There is no program for that on every machine, but bash has it built in.
     */
    void signal(String name, long pid) throws IOException, InterruptedException {
        execute(List.of("bash", "-c", "kill -" + name + " " + pid));
    }

    /** Ends the script that is running, if any, so that it starts nothing more. */
    void abort() {
        Process process = running;
        if (process != null) {
            process.destroy();
        }
    }

    private void execute(List<String> line) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        running = process;
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        if (status != 0) {
            throw new DemoFailedException(
                    String.join(" ", line) + " ended with status " + status + ":\n" + output.strip());
        }
    }
}
