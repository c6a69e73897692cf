package io.arbiter.server.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Forces on threads that nobody interrupts. The library interrupts its own threads, which closes a channel in the
 * middle of a force, and hides whether the disk had failed.
 */
final class DiskForce implements Force {
    static final DiskForce INSTANCE = new DiskForce();
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "disk-force");
        thread.setDaemon(true);
        return thread;
    });

    private DiskForce() {}

    @Override
    public void force(Path path) throws IOException {
        try {
            CompletableFuture.runAsync(() -> forceHere(path), THREADS).join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof UncheckedIOException disk ? disk.getCause() : new IOException(failed);
        }
    }

    private static void forceHere(Path path) {
        var option = Files.isDirectory(path) ? StandardOpenOption.READ : StandardOpenOption.WRITE;
        try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
