package io.arbiter.chaos.cluster.holder;

import io.arbiter.chaos.history.JsonLines;
import io.arbiter.chaos.history.Operation;
import io.arbiter.chaos.history.OperationType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Requests and answers of one process during one run, as JSON lines. Each line is written through before the call
 * returns, so kill -9 loses nothing that was started. Times are this host's monotonic clock, which all its processes
 * share. Thread-safe.
 */
final class Tape implements AutoCloseable {
    private final FileChannel channel;
    private final AtomicInteger processes;
    private int lines;
    private boolean closed;

    /** @param firstProcess the first of the process numbers that only this tape uses */
    Tape(Path file, int firstProcess) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        processes = new AtomicInteger(firstProcess);
    }

    int newProcess() {
        return processes.getAndIncrement();
    }

    /** An actor that does one thing at a time. */
    Actor newActor() {
        return new Actor(this);
    }

    /** Notes a present event; stamped under the lock. */
    synchronized void note(int process, OperationType type, String f, Map<String, Object> value, String error) {
        noteAt(System.nanoTime(), process, type, f, value, error);
    }

    /** Notes an earlier event. */
    synchronized void noteAt(
            long nanos, int process, OperationType type, String f, Map<String, Object> value, String error) {
        if (closed) {
            return; // Messages of a connection after the end are no part of the run.
        }
        String line = JsonLines.line(lines++, new Operation(process, type, f, value, nanos, error)) + "\n";
        try {
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the tape cannot be written", e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        channel.close();
    }
}
