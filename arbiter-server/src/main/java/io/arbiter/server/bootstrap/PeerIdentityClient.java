package io.arbiter.server.bootstrap;

import io.arbiter.server.consensus.Member;
import java.io.IOException;

/** Asks a peer for its identity. Blocks, for a bounded time. */
@FunctionalInterface
interface PeerIdentityClient {
    /**
     * @throws IOException if the peer was not reached, or is of a kind that does not answer; with the reason for people
     */
    PeerIdentity ask(Member peer) throws IOException;
}
