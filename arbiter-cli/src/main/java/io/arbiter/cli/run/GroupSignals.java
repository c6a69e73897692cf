package io.arbiter.cli.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends signals to a process group. A small shell waits for them, started beforehand, so that stopping needs
 * no new process at the worst moment. It is also the watchdog: if we die, even by SIGKILL, its input ends,
 * and it kills the group, which nobody would stop otherwise when the lease lapses. It lives in a session of
 * its own.
 */
final class GroupSignals implements AutoCloseable {
    /** A signal that finds nobody is no error: the group may just have ended. */
    private static final String SCRIPT = """
            read -r group || exit 0
            while read -r signal; do
                [ "$signal" = DONE ] && exit 0
                kill -s "$signal" -- "-$group" 2>/dev/null
            done
            kill -s KILL -- "-$group" 2>/dev/null
            """;

    private final Process shell;
    private final Writer input;

    GroupSignals(List<String> launcher) throws IOException {
        List<String> command = new ArrayList<>(launcher);
        command.addAll(List.of("sh", "-c", SCRIPT));
        this.shell = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        this.input = shell.outputWriter(StandardCharsets.US_ASCII);
    }

    /** From now on the group dies with us. */
    void guard(long group) {
        say(Long.toString(group));
    }

    /** @param signal its name without SIG */
    void send(String signal) {
        say(signal);
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
            say("DONE");
        }
    }
}
