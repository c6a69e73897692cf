package io.arbiter.bench.contest.floor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Appends of 512 bytes, each made durable with {@code fdatasync(2)}, as a log does with its entries. */
final class Appends implements AutoCloseable {
    private static final int BYTES = 512;

    private final Path path;
    private final FileChannel file;
    private final ByteBuffer entry = ByteBuffer.allocateDirect(BYTES);

    Appends(Path directory) throws IOException {
        path = Files.createTempFile(Files.createDirectories(directory), "fdatasync-", null);
        file = FileChannel.open(path, StandardOpenOption.APPEND);
    }

    void append() throws IOException {
        entry.clear();
        while (entry.hasRemaining()) {
            file.write(entry);
        }
        file.force(false);
    }

    @Override
    public void close() throws IOException {
        file.close();
        Files.delete(path);
    }
}
