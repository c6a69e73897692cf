package io.arbiter.bench.runner.measure;

import io.arbiter.testsupport.process.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Commands that other JVMs run for the JDK's {@code jcmd}. */
public final class Jcmd {
    private static final long PATIENCE_SECONDS = 60;

    private final Path jcmd = Jdk.tool("jcmd");

    /** @throws IOException if there is none, as in a JRE */
    public Jcmd() throws IOException {
        if (!Files.isExecutable(jcmd)) {
            throw new IOException("there is no " + jcmd + ": run with a JDK, not a JRE, or set JAVA_HOME to one");
        }
    }

    /** Returns when the JVM has collected its heap as far as it could. */
    public void collect(long pid) throws IOException, InterruptedException {
        ask(pid, "GC.run");
    }

    /** From now on the JVM logs to that file each time that it stops all its threads, for {@link Safepoints}. */
    public void logSafepoints(long pid, Path file) throws IOException, InterruptedException {
        ask(pid, "VM.log", "output=" + file, "what=safepoint", "decorators=timenanos");
    }

    private void ask(long pid, String... what) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(jcmd.toString(), "" + pid));
        command.addAll(List.of(what));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        String asked = String.join(" ", command.subList(1, command.size()));
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("jcmd " + asked + " has not ended in " + PATIENCE_SECONDS + " s");
        }
        if (process.exitValue() != 0) {
            throw new IOException("jcmd " + asked + " ended with status " + process.exitValue());
        }
    }
}
