package io.arbiter.bench.contest;

import java.nio.file.Path;

/** The part of a site that does not depend on how its nodes reach each other. */
abstract class LoopbackSite implements Site {
    protected final Grounds grounds;

    LoopbackSite(Grounds grounds) {
        this.grounds = grounds;
    }

    @Override
    public final Path directory(int node) {
        return grounds.directories().of(node);
    }

    @Override
    public final String host(int node) {
        return grounds.host(node);
    }

    @Override
    public final int[] ports() {
        return Grounds.ports();
    }
}
