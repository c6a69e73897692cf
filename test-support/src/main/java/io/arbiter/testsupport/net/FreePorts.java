package io.arbiter.testsupport.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Ports of 127.0.0.1 for servers that a test starts. They lie below the ports that Linux gives to outgoing connections,
 * so that no connection takes one between the check and the server's start or restart; and each process takes them from
 * a block of its own, so that no other test does.
 */
public final class FreePorts {
    private static final int FIRST = 12_000;
    private static final int BLOCKS = 100;
    private static final int BLOCK_SIZE = 200;
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    /** Never closed: the process holds its block until it ends. */
    private static NumberClaim block;

    private static int next;

    private FreePorts() {}

    public static int one() {
        return some(1).get(0);
    }

    /** All different, and different from those of the last calls. At most 199, those in use included. */
    public static synchronized List<Integer> some(int count) {
        List<Integer> free = new ArrayList<>();
        try {
            int base = claim();
            // The block's first port stands for the claim.
            for (int tried = 1; tried < BLOCK_SIZE && free.size() < count; tried++) {
                int port = base + 1 + next++ % (BLOCK_SIZE - 1);
                if (isFree(port)) {
                    free.add(port);
                }
            }
            if (free.size() < count) {
                throw new IllegalStateException("of the ports " + (base + 1) + " to " + (base + BLOCK_SIZE - 1)
                        + ", this process's own, only " + free.size() + " are free; " + count + " were asked for");
            }
            return free;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int claim() throws IOException {
        if (block == null) {
            block = NumberClaim.any(0, BLOCKS - 1, number -> new InetSocketAddress(LOOPBACK, base(number)))
                    .orElseThrow(() -> new IllegalStateException(
                            "all " + BLOCKS + " blocks of ports from " + FIRST + " on are held by other processes"));
        }
        return base(block.number());
    }

    private static int base(int number) {
        return FIRST + number * BLOCK_SIZE;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, LOOPBACK)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
