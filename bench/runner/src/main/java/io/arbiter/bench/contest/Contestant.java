package io.arbiter.bench.contest;

import java.io.IOException;
import java.util.Optional;

/** A system that takes part. */
public interface Contestant {
    /** The name in the results: arbiter, etcd, zookeeper. */
    String name();

    /** The reason why it cannot take part here, and the remedy; empty if it can. */
    Optional<String> missing();

    /** As {@link #missing}, for a {@link Site#wan}: there the nodes go by names ({@link Site#hosts}). */
    default Optional<String> missingOnWan() {
        return missing();
    }

    /** The versions that run, e.g. {@code etcd 3.4.23, jetcd 0.8.5}. */
    String version();

    /** Starts three nodes, as the system ships, with fsync on, and waits until they serve. */
    Cluster start(Site site) throws IOException;
}
