package io.arbiter.chaos.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;

/**
 * The loopback addresses of one run: region T (from 1) listens on 127.0.B.T; from region F it is found at 127.B.F.T by
 * servers and at 127.B.1F.T by clients. Block 1 belongs to {@code deploy/three-region}, 2 is left free. A block is held
 * by listening on one of its addresses, so that it comes free however its owner ends.
 */
final class Block implements AutoCloseable {
    static final int FIRST = 3;
    static final int LAST = 250;
    static final int RAFT_PORT = 7400;
    static final int CLIENT_PORT = 7401;
    static final int HTTP_PORT = 7402;
    private static final int CLIENTS_OFFSET = 10;

    private final int number;
    private final ServerSocket claim;

    private Block(int number, ServerSocket claim) {
        this.number = number;
        this.claim = claim;
    }

    /**
     * @param wanted 3 to 250; 0 takes any that is free
     * @throws IOException if it is taken, or all are
     */
    static Block claim(int wanted) throws IOException {
        if (wanted != 0 && (wanted < FIRST || wanted > LAST)) {
            throw new IllegalArgumentException("block is " + wanted + ": expected " + FIRST + " to " + LAST
                    + ", or 0 for any");
        }
        // Not all from the first: two that start together would meet at each.
        int start = wanted == 0 ? (int) (ProcessHandle.current().pid() % (LAST - FIRST + 1)) : 0;
        int[] candidates = wanted != 0 ? new int[] {wanted} : IntStream.rangeClosed(FIRST, LAST)
                .map(i -> FIRST + (i - FIRST + start) % (LAST - FIRST + 1)).toArray();
        for (int candidate : candidates) {
            ServerSocket claim = tryClaim(candidate);
            if (claim != null) {
                return new Block(candidate, claim);
            }
        }
        throw new IOException(wanted == 0 ? "all blocks of addresses are taken: end other runs first"
                : "block " + wanted + " of addresses is taken by another run: choose another, or 0 for any");
    }

    private static ServerSocket tryClaim(int candidate) throws IOException {
        var claim = new ServerSocket();
        try {
            claim.setReuseAddress(false);
            claim.bind(new InetSocketAddress(InetAddress.getByName("127.0." + candidate + ".250"), RAFT_PORT));
            return claim;
        } catch (IOException taken) {
            claim.close();
            return null;
        }
    }

    int number() {
        return number;
    }

    /** Where a region's server listens, and is reached without any link. */
    String server(int region) {
        return "127.0." + number + "." + region;
    }

    /** Where servers of one region find another. */
    String fromServers(int from, int to) {
        return from == to ? server(to) : "127." + number + "." + from + "." + to;
    }

    /** Where clients in one region find a server, that of their own region included. */
    String fromClients(int from, int to) {
        return "127." + number + "." + (CLIENTS_OFFSET + from) + "." + to;
    }

    @Override
    public void close() throws IOException {
        claim.close();
    }
}
