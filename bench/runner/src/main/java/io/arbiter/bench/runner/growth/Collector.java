package io.arbiter.bench.runner.growth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Has other JVMs collect their heaps, by the JDK's {@code jcmd}. */
final class Collector {
    private static final long PATIENCE_SECONDS = 60;

    private final Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");

    Collector() throws IOException {
        if (!Files.isExecutable(jcmd)) {
            throw new IOException("there is no " + jcmd + ": run with a JDK, not a JRE, or set JAVA_HOME to one");
        }
    }

    /** Returns when the JVM has collected all that it could. */
    void collect(long pid) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(jcmd.toString(), "" + pid, "GC.run").redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("process " + pid + " has not collected its heap in " + PATIENCE_SECONDS + " s");
        }
        if (process.exitValue() != 0) {
            throw new IOException("jcmd " + pid + " GC.run ended with status " + process.exitValue());
        }
    }
}
