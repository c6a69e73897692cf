package io.arbiter.maelstrom.wire;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Outgoing messages of this node: lines that wait to be written by one thread, so that no sender blocks while the
 * reader at the other end is slow. Beyond a bound messages are lost, as in any network. Thread-safe.
 */
public final class Outbox implements AutoCloseable {
    static final long MAX_BYTES = 32 << 20;
    private static final byte[] END = new byte[0];
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final BlockingQueue<byte[]> lines = new LinkedBlockingQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final OutputStream out;
    private final Thread writer = new Thread(this::writeAll, "outbox");

    public Outbox(OutputStream out) {
        this.out = new BufferedOutputStream(out, 1 << 16);
        writer.setDaemon(true);
        writer.start();
    }

    /** Never blocks. */
    public void send(Message message) {
        byte[] line = (message.toLine() + '\n').getBytes(StandardCharsets.UTF_8);
        if (waitingBytes.addAndGet(line.length) > MAX_BYTES) {
            waitingBytes.addAndGet(-line.length);
            if (Long.bitCount(lost.incrementAndGet()) == 1) {
                LOG.warn("{} messages lost: nobody reads this node's output", lost.get());
            }
        } else {
            lines.add(line);
        }
    }

    private void writeAll() {
        try {
            byte[] line = lines.take();
            while (line != END) {
                out.write(line);
                waitingBytes.addAndGet(-line.length);
                if (lines.isEmpty()) {
                    out.flush();
                }
                line = lines.take();
            }
            out.flush();
        } catch (IOException e) {
            LOG.warn("nobody reads this node's output any more: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes the waiting lines, for a second at most. */
    @Override
    public void close() {
        lines.add(END);
        try {
            writer.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
