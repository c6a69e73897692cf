package io.arbiter.server.tls;

import io.arbiter.core.auth.Principal;
import io.arbiter.tls.Identity;
import java.util.Optional;

/**
 * Who makes a call.
 *
 * @param identity as the certificate has it; empty where connections are plaintext
 * @param isMember whether it may speak as a node of this cluster
 */
public record Caller(Optional<Identity> identity, boolean isMember) {
    /** Without certificates nobody is known, and everyone may speak as a node. */
    public static final Caller PLAINTEXT = new Caller(Optional.empty(), true);

    /** Whether it may speak as that node. */
    public boolean mayBe(String node) {
        return isMember && identity.map(known -> known.name().equals(node)).orElse(true);
    }

    /** As the state machine knows it. */
    public Principal principal() {
        return identity.map(known -> new Principal(known.toString())).orElse(Principal.NOBODY);
    }

    /** Whose share of this node it uses: that of nobody if it is a node, which needs as much as its callers do. */
    public Principal clientPrincipal() {
        return isMember ? Principal.NOBODY : principal();
    }

    /** For people. */
    @Override
    public String toString() {
        return identity.map(Identity::toString).orElse("a caller without a certificate");
    }
}
