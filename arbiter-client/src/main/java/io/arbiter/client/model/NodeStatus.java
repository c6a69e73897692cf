package io.arbiter.client.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A node of the cluster. Values that could not be read from it are empty or zero.
 *
 * @param node its name
 * @param region where it is
 * @param clientAddress where clients reach it, {@code host:port}
 * @param raftAddress where its peers reach it, {@code host:port}
 * @param role {@link NodeRole#UNKNOWN} if it could not be reached
 * @param reachable whether it answered
 * @param term of the Raft group, as it knows it
 * @param appliedIndex the log entries that it has applied
 * @param committedIndex the log entries that it knows to be committed
 * @param lag entries behind the leader's commit; empty if that is unknown
 * @param snapshotIndex the newest entry in a snapshot of its own
 * @param version of its program
 * @param uptime since it started
 * @param problem the reason why it is not ready, for people; empty if it is
 * @param certificateNotAfter when its certificate expires, or did; empty without one
 * @param plaintext whether its connections are without TLS, so that whoever reaches it is believed
 */
public record NodeStatus(
        String node,
        String region,
        String clientAddress,
        String raftAddress,
        NodeRole role,
        boolean reachable,
        long term,
        long appliedIndex,
        long committedIndex,
        OptionalLong lag,
        long snapshotIndex,
        String version,
        Duration uptime,
        String problem,
        Optional<Instant> certificateNotAfter,
        boolean plaintext) {}
