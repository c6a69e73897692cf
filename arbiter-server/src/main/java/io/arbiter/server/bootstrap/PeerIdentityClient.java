package io.arbiter.server.bootstrap;

import io.arbiter.server.consensus.Member;
import java.io.IOException;

/** Requests the identity of a peer. Blocks, for a bounded time. */
@FunctionalInterface
interface PeerIdentityClient {
    /**
     * @throws IOException if the peer was not reached, or is of a kind that does not answer; with the reason for people
     */
    PeerIdentity request(Member peer) throws IOException;
}
