package io.arbiter.testsupport.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Short commands of the system, run to their end. */
public final class Shell {
    private Shell() {}

    /** @throws IOException if it cannot be run or ends with another status than 0; with what it printed */
    public static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException(String.join(" ", command) + " ended with status " + status + ": " + output);
        }
        return output;
    }

    /** There is no program for that on every machine, but bash has it built in. */
    public static void signal(String name, long pid) throws IOException, InterruptedException {
        run(List.of("bash", "-c", "kill -" + name + " " + pid));
    }

    /** As {@link #signal}, to a process and all that it has started; to those that have not ended meanwhile. */
    public static void signalTree(String name, ProcessHandle process) throws IOException, InterruptedException {
        String pids = Stream.concat(Stream.of(process), process.descendants())
                .map(each -> String.valueOf(each.pid()))
                .collect(Collectors.joining(" "));
        run(List.of("bash", "-c", "kill -" + name + " " + pids + " || true"));
    }
}
