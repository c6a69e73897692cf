package io.arbiter.bench.contest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * The loopback addresses of one site: node T (from 0) listens on 127.B.100.T+1, and from node F it is found over the
 * link between them at 127.B.101+F.T+1. A block is held by listening on one of its addresses, so that it comes free
 * however its owner ends. No address is one that {@code deploy/three-region} or a chaos run uses.
 */
final class Block implements AutoCloseable {
    private static final int FIRST = 2;
    private static final int COUNT = 250;
    private static final int CLAIM_PORT = 7409;
    private static final int NODES = 100;

    private final int number;
    private final ServerSocket claim;

    private Block(int number, ServerSocket claim) {
        this.number = number;
        this.claim = claim;
    }

    /** @throws IOException if all are taken */
    static Block claim() throws IOException {
        // Not all from the first: two that start together would meet at each.
        int start = (int) (ProcessHandle.current().pid() % COUNT);
        for (int i = 0; i < COUNT; i++) {
            int candidate = FIRST + (start + i) % COUNT;
            var claim = new ServerSocket();
            try {
                claim.setReuseAddress(false);
                claim.bind(new InetSocketAddress(InetAddress.getByName(address(candidate, NODES, 250)), CLAIM_PORT));
                return new Block(candidate, claim);
            } catch (IOException taken) {
                claim.close();
            }
        }
        throw new IOException("all " + COUNT + " blocks of loopback addresses are taken: end other runs first");
    }

    String host(int node) {
        return address(number, NODES, node + 1);
    }

    /** Where {@code from} finds {@code to}: on its own address if it is the same, else at the end of a link. */
    String seen(int from, int to) {
        return from == to ? host(to) : address(number, NODES + 1 + from, to + 1);
    }

    /** No other site's servers listen on these addresses, so that any port will do that nobody listens at on all. */
    static int[] ports() {
        return new int[] {7400, 7401, 7402};
    }

    private static String address(int block, int third, int fourth) {
        return "127." + block + "." + third + "." + fourth;
    }

    @Override
    public void close() {
        try {
            claim.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot let go of block " + number + " of addresses", failed);
        }
    }
}
