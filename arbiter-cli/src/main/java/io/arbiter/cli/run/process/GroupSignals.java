package io.arbiter.cli.run.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends signals to a process group. A small shell waits for them, started beforehand, so that stopping needs
 * no new process at the worst moment. The shell is also the watchdog: if this process dies, even by SIGKILL,
 * the shell's input ends, and it kills the group, which nobody would stop otherwise when the lease lapses.
 * The shell lives in a session of its own, and ignores what a service manager sends to every process of a service.
 */
final class GroupSignals implements AutoCloseable {
    private static final String READY = "ready";

    /** A signal that finds nobody is no error: the group may just have ended. */
    private static final String SCRIPT = """
            trap '' HUP INT QUIT TERM USR1 USR2
            echo ready
            read -r group || exit 0
            while read -r signal; do
                [ "$signal" = DONE ] && exit 0
                kill -s "$signal" -- "-$group" 2>/dev/null
            done
            kill -s KILL -- "-$group" 2>/dev/null
            """;

    private final Process shell;
    private final Writer input;
    private volatile long group;

    /**
     * Returns when the shell is deaf to signals: one that came earlier would end it, and CMD, if it ran by then, would
     * outlive this process.
     *
     * @throws IOException if the shell could not be started, or ended at once
     */
    GroupSignals(List<String> launcher) throws IOException {
        List<String> command = new ArrayList<>(launcher);
        command.addAll(List.of("sh", "-c", SCRIPT));
        this.shell = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        this.input = shell.outputWriter(StandardCharsets.US_ASCII);
        try (BufferedReader output = shell.inputReader(StandardCharsets.US_ASCII)) {
            if (!READY.equals(output.readLine())) {
                shell.destroyForcibly();
                throw new IOException(String.join(" ", launcher) + " sh, which was to stop CMD, ended at once");
            }
        }
    }

    /** From now on the group dies with this process. @param leader its process id, and the group's */
    void guard(long leader) {
        group = leader;
        say(Long.toString(leader));
    }

    /**
     * If the watchdog is gone, a new shell sends it.
     *
     * @param signal its name without SIG
     */
    void send(String signal) {
        try {
            say(signal);
        } catch (UncheckedIOException watchdogGone) {
            sendWithoutWatchdog(signal, watchdogGone);
        }
    }

    private void sendWithoutWatchdog(String signal, UncheckedIOException why) {
        try {
            new ProcessBuilder("sh", "-c", "kill -s \"$1\" -- \"-$2\"", "sh", signal, Long.toString(group))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            why.addSuppressed(e);
            throw why;
        }
    }

    private synchronized void say(String line) {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the watchdog of the process group is gone", e);
        }
    }

    /** The group is gone: its number may soon belong to somebody else. */
    @Override
    public void close() {
        if (shell.isAlive()) {
            try {
                say("DONE");
            } catch (UncheckedIOException ended) {
                // Just now, and the group before it.
                shell.destroyForcibly();
            }
        }
    }
}
