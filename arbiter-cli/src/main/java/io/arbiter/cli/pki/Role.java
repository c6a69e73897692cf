package io.arbiter.cli.pki;

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
}
