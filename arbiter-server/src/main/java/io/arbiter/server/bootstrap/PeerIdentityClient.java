package io.arbiter.server.bootstrap;

import io.arbiter.server.consensus.Member;
import io.arbiter.server.tls.NodeTls;
import java.io.IOException;
import java.util.Optional;

/** Requests the identity of a peer. Blocks, for a bounded time. */
@FunctionalInterface
public interface PeerIdentityClient {
    /**
     * @throws IOException if the peer was not reached, or is of a kind that does not answer; with the reason for people
     */
    PeerIdentity request(Member peer) throws IOException;

    /**
     * Asks on the peers' client ports.
     *
     * @param tls this node's certificates; empty for plaintext
     */
    static PeerIdentityClient overGrpc(Optional<NodeTls> tls) {
        return new GrpcPeerIdentityClient(tls);
    }
}
