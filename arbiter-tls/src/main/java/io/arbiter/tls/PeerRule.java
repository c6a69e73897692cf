package io.arbiter.tls;

/**
 * Whom one side of a connection accepts as the other. It takes the place of the comparison with a host name: an address
 * says where a node was last, and changes when it moves; the identity says which node it is, and only who has its key
 * can show it. So it does not matter who answers at an address. Implementations are thread-safe.
 */
@FunctionalInterface
public interface PeerRule {
    /** @throws IdentityException if the peer is not accepted: whom it names, and who was expected */
    void check(Identity peer) throws IdentityException;

    /** Everyone with a trusted certificate: what servers accept, and then decide call by call. */
    static PeerRule anyone() {
        return peer -> {};
    }

    /** Any node: for who does not know which one answers. */
    static PeerRule anyNode() {
        return peer -> {
            if (!peer.role().equals(Identity.NODE)) {
                throw new IdentityException(peer + " answered, expected a node: a certificate of the role "
                        + peer.role() + " cannot serve");
            }
        };
    }

    /** Only this one. */
    static PeerRule only(Identity expected) {
        return peer -> {
            if (!peer.equals(expected)) {
                throw new IdentityException(peer + " answered, expected " + expected
                        + ": the address leads elsewhere, or that node has another's certificate");
            }
        };
    }
}
