package io.arbiter.testsupport.servers;

import io.arbiter.testsupport.net.NumberClaim;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * The loopback addresses of one run: region T (from 1) listens on 127.0.B.T; from region F, servers reach it at
 * 127.B.F.T and clients at 127.B.1F.T. Block 1 belongs to {@code deploy/three-region}, 2 is left free. Listening on one
 * of its addresses holds a block, so that the block comes free however its owner ends.
 */
public final class LoopbackBlock implements AutoCloseable {
    public static final int FIRST = 3;
    public static final int LAST = 250;
    public static final int RAFT_PORT = 7400;
    public static final int CLIENT_PORT = 7401;
    public static final int HTTP_PORT = 7402;
    private static final int CLIENTS_OFFSET = 10;

    private final NumberClaim claim;

    private LoopbackBlock(NumberClaim claim) {
        this.claim = claim;
    }

    /**
     * @param wanted 3 to 250; 0 takes any that is free
     * @throws IOException if it is taken, or all are
     */
    public static LoopbackBlock claim(int wanted) throws IOException {
        if (wanted == 0) {
            return new LoopbackBlock(NumberClaim.any(FIRST, LAST, LoopbackBlock::claimAddress)
                    .orElseThrow(() -> new IOException("all blocks of addresses are taken: end other runs first")));
        }
        if (wanted < FIRST || wanted > LAST) {
            throw new IllegalArgumentException(
                    "block is " + wanted + ": expected " + FIRST + " to " + LAST + ", or 0 for any");
        }
        return new LoopbackBlock(NumberClaim.of(wanted, LoopbackBlock::claimAddress)
                .orElseThrow(() -> new IOException(
                        "block " + wanted + " of addresses is taken by another run: choose another, or 0 for any")));
    }

    private static InetSocketAddress claimAddress(int number) {
        return new InetSocketAddress("127.0." + number + ".250", RAFT_PORT);
    }

    public int number() {
        return claim.number();
    }

    /** The address on which a region's server listens, and is reached without any link. */
    public String server(int region) {
        return "127.0." + number() + "." + region;
    }

    /** The address by which servers of one region reach another. */
    public String fromServers(int from, int to) {
        return from == to ? server(to) : "127." + number() + "." + from + "." + to;
    }

    /** The address by which clients in one region reach a server, that of their own region included. */
    public String fromClients(int from, int to) {
        return "127." + number() + "." + (CLIENTS_OFFSET + from) + "." + to;
    }

    @Override
    public void close() throws IOException {
        claim.close();
    }
}
