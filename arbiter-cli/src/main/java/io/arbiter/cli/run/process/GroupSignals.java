package io.arbiter.cli.run.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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

    /**
     * Tells the watchdog its own process id, which stays the same, before it becomes the command. If this process told
     * it, the command would run unguarded until then, and for ever if this process were killed in between.
     */
    private static final String GUARD = """
            echo $$ >"$1" || { echo "arbiter run: CMD is not started, because its watchdog is gone" >&2; exit 125; }
            shift
            exec "$@"
            """;

    private final List<String> launcher;
    private final Process shell;
    private final Writer input;
    /** The watchdog's input, where processes' files can be seen: for whoever tells it what this process cannot. */
    private final Path inputFile;

    private final boolean commandTells;
    private volatile long group;

    /**
     * Returns when the shell is deaf to signals: one that came earlier would end it, and CMD, if it ran by then, would
     * outlive this process.
     *
     * @throws IOException if the shell could not be started, or ended at once
     */
    GroupSignals(List<String> launcher) throws IOException {
        this.launcher = launcher;
        List<String> command = new ArrayList<>(launcher);
        command.addAll(List.of("sh", "-c", SCRIPT));
        this.shell = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        this.input = shell.outputWriter(StandardCharsets.US_ASCII);
        this.inputFile = Path.of("/proc", Long.toString(shell.pid()), "fd/0");
        try (BufferedReader output = shell.inputReader(StandardCharsets.US_ASCII)) {
            if (!READY.equals(output.readLine())) {
                shell.destroyForcibly();
                throw new IOException(String.join(" ", launcher) + " sh, which was to stop CMD, ended at once");
            }
        }
        this.commandTells = Files.exists(inputFile);
    }

    /** The words that start the command as the leader of a group that dies with this process. */
    List<String> guarded(List<String> command, Map<String, String> environment) {
        List<String> words = new ArrayList<>(launcher);
        if (commandTells) {
            words.addAll(List.of("sh", "-c", GUARD, "sh", inputFile.toString()));
            words.addAll(ShellEnvironment.kept(environment));
        }
        words.addAll(command);
        return words;
    }

    /**
     * The command was started. @param leader its process id, and the group's
     *
     * @throws IOException if the watchdog is gone and does not know the group
     */
    void started(long leader) throws IOException {
        group = leader;
        if (!commandTells) {
            say(Long.toString(leader));
        }
    }

    /**
     * If the watchdog is gone, a new shell sends it.
     *
     * @param signal its name without SIG
     */
    void send(String signal) {
        try {
            say(signal);
        } catch (IOException watchdogGone) {
            sendWithoutWatchdog(signal, watchdogGone);
        }
    }

    private void sendWithoutWatchdog(String signal, IOException why) {
        try {
            new ProcessBuilder("sh", "-c", "kill -s \"$1\" -- \"-$2\"", "sh", signal, Long.toString(group))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            why.addSuppressed(e);
            throw new UncheckedIOException("nothing could send " + signal + " to the process group of CMD", why);
        }
    }

    private synchronized void say(String line) throws IOException {
        input.write(line + "\n");
        input.flush();
    }

    /** The group is gone: its number may soon belong to somebody else. */
    @Override
    public void close() {
        if (shell.isAlive()) {
            try {
                say("DONE");
            } catch (IOException ended) {
                // Just now, and the group before it.
                shell.destroyForcibly();
            }
        }
    }
}
