package io.arbiter.bench.contest;

import io.arbiter.testsupport.net.NumberClaim;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;

/**
 * The loopback addresses of one site: node T (from 0) listens on 127.B.100.T+1, and node F reaches it at
 * 127.B.101+F.T+1, over the link between them. Listening on one of its addresses holds a block, so that the block comes
 * free however its owner ends. {@code deploy/three-region} and chaos runs use none of these addresses.
 */
final class Block implements AutoCloseable {
    private static final int FIRST = 2;
    private static final int LAST = 251;
    private static final int CLAIM_PORT = 7409;
    private static final int NODES = 100;

    private final NumberClaim claim;

    private Block(NumberClaim claim) {
        this.claim = claim;
    }

    /** @throws IOException if all are taken */
    static Block claim() throws IOException {
        return new Block(NumberClaim.any(FIRST, LAST, Block::claimAddress)
                .orElseThrow(
                        () -> new IOException("all blocks of loopback addresses are taken: end other runs first")));
    }

    private static InetSocketAddress claimAddress(int number) {
        return new InetSocketAddress(address(number, NODES, 250), CLAIM_PORT);
    }

    String host(int node) {
        return address(claim.number(), NODES, node + 1);
    }

    /** The address at which {@code from} reaches {@code to}: its own if they are the same, else the end of a link. */
    String seen(int from, int to) {
        return from == to ? host(to) : address(claim.number(), NODES + 1 + from, to + 1);
    }

    /** No other site's servers listen on these addresses, so any port works that nobody listens at on all. */
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
            throw new UncheckedIOException("cannot let go of block " + claim.number() + " of addresses", failed);
        }
    }
}
