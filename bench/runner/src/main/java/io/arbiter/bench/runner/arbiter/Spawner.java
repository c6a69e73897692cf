package io.arbiter.bench.runner.arbiter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts processes that do not outlive this one, even if it is killed: each asks the kernel for SIGKILL at its parent's
 * death ({@code prctl(2)}, PR_SET_PDEATHSIG). The kernel means the death of the thread that started it, hence one
 * thread that lives as long as this process.
 */
final class Spawner {
    private static final List<String> DIE_WITH_PARENT = List.of("setpriv", "--pdeathsig", "KILL", "--");
    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "spawner");
        thread.setDaemon(true);
        return thread;
    });

    private Spawner() {
    }

    /** @param builder whose command is run; the process keeps its id */
    static Process start(ProcessBuilder builder) throws IOException {
        List<String> command = new ArrayList<>(DIE_WITH_PARENT);
        command.addAll(builder.command());
        builder.command(command);
        try {
            return CompletableFuture.supplyAsync(() -> startNow(builder), THREAD).join();
        } catch (CompletionException failed) {
            throw new IOException("cannot start " + command.get(DIE_WITH_PARENT.size())
                    + " by setpriv (of util-linux): " + failed.getCause().getMessage(), failed);
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
