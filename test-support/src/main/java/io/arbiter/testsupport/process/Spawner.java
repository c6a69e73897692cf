package io.arbiter.testsupport.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts processes that do not outlive this one, even if it is killed: each asks the kernel for SIGKILL at its parent's
 * death ({@code prctl(2)}, PR_SET_PDEATHSIG). The kernel takes that as the death of the starting thread, hence one
 * thread that lives as long as this process.
 */
public final class Spawner {
    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor(Daemon.named("spawner"));

    private Spawner() {}

    /** @param builder whose command is run; the process keeps its id */
    public static Process start(ProcessBuilder builder) throws IOException {
        List<String> command = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "--"));
        command.addAll(builder.command());
        builder.command(command);
        try {
            return CompletableFuture.supplyAsync(() -> startNow(builder), THREAD)
                    .join();
        } catch (CompletionException failed) {
            throw new IOException(
                    "cannot start " + command.get(4) + " by setpriv (of util-linux): "
                            + failed.getCause().getMessage(),
                    failed);
        }
    }

    private static Process startNow(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException failed) {
            throw new CompletionException(failed);
        }
    }
}
