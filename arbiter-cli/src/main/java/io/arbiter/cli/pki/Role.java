package io.arbiter.cli.pki;

import io.arbiter.tls.Identity;
import java.util.Optional;

/** What the holder of a certificate is to the cluster. */
enum Role {
    node(true),
    sidecar(true),
    controller(true),
    prober(true),
    operator(false),
    viewer(false);

    private final boolean regional;

    Role(boolean regional) {
        this.regional = regional;
    }

    /** Whether it belongs to a region; people do not. */
    boolean regional() {
        return regional;
    }

    /**
     * @param region null for people
     * @param name null for the usual one: that of the region, or of the role
     */
    Identity identity(String trustDomain, String region, String name) {
        String usual = region == null ? name() : region;
        return new Identity(trustDomain, Optional.ofNullable(region), name(), name == null ? usual : name);
    }

    /** Of an identity's files, without their ending: us-east-node, us-east-sidecar-orders, operator, operator-alice. */
    static String file(Identity identity) {
        String role = identity.region().map(region -> region + "-").orElse("") + identity.role();
        String usual = identity.region().orElse(identity.role());
        return role + (identity.name().equals(usual) ? "" : "-" + identity.name());
    }
}
