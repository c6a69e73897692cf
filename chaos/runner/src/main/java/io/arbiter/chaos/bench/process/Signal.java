package io.arbiter.chaos.bench.process;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** Signals that Java cannot send, to a process and all that it has started. */
enum Signal {
    STOP,
    CONT;

    void send(ProcessHandle process) {
        List<String> line = Stream.concat(
                        Stream.of("kill", "-" + name()),
                        Stream.concat(Stream.of(process), process.descendants()).map(p -> String.valueOf(p.pid())))
                .toList();
        try {
            new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("cannot run " + line + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
