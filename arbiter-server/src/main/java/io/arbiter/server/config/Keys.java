package io.arbiter.server.config;

import io.arbiter.tls.IdentityRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * All keys. A new one also goes into {@link ServerConfig} and into deploy/arbiter-server.reference.yaml, which explains
 * its purpose; a test compares the three.
 */
final class Keys {
    static final Key<String> CLUSTER = new Key<>("cluster", ValueType.name(), null);
    static final Key<String> NODE = new Key<>("node", ValueType.name(), null);
    static final Key<Path> DATA_DIR = new Key<>("data-dir", ValueType.path(), null);
    static final Key<Profile> PROFILE = new Key<>("profile", ValueType.choice(Profile.class), "wan");
    static final Key<String> PEER_REGION = new Key<>("peers.*.region", ValueType.name(), null);
    static final Key<HostPort> PEER_RAFT = new Key<>("peers.*.raft", ValueType.peerAddress(), null);
    static final Key<HostPort> PEER_CLIENT = new Key<>("peers.*.client", ValueType.peerAddress(), null);
    static final Key<HostPort> RAFT_LISTEN = new Key<>("raft.listen", ValueType.address(1), "");
    static final Key<HostPort> CLIENT_LISTEN = new Key<>("client.listen", ValueType.address(1), "");
    static final Key<Boolean> REFLECTION = new Key<>("client.reflection", ValueType.flag(), "true");
    static final Key<HostPort> HTTP_LISTEN = new Key<>("http.listen", ValueType.address(0), "127.0.0.1:7402");
    static final Key<Path> TLS_CERTIFICATE = new Key<>("tls.certificate", ValueType.path(), "");
    static final Key<Path> TLS_KEY = new Key<>("tls.key", ValueType.path(), "");
    static final Key<Path> TLS_TRUST = new Key<>("tls.trust", ValueType.path(), "");
    static final Key<String> TLS_DOMAIN = new Key<>("tls.trust-domain", ValueType.trustDomain(), "arbiter");
    static final Key<List<IdentityRule>> TLS_IDENTITIES = new Key<>("tls.identities", ValueType.identities(), "");
    static final Key<Boolean> TLS_INSECURE = new Key<>("tls.insecure", ValueType.flag(), "false");
    static final Key<TokenFloor> ABOVE_TOKEN = new Key<>(
            "bootstrap.above-token",
            new ValueType<>("a whole number in 0..4611686018427387904, or derived", TokenFloor::parse),
            "0");
    static final Key<Path> RESTORE = new Key<>("bootstrap.restore", ValueType.path(), "");
    static final Key<Set<String>> REGIONS = new Key<>("regions", ValueType.names(), "");
    static final Key<Duration> GRACE = new Key<>("grace", durations(0, 60_000), "1s");
    static final Key<Duration> HANDOVER = new Key<>("shutdown.handover", durations(0, 60_000), "5s");
    static final Key<Integer> SNAPSHOT_ENTRIES =
            new Key<>("snapshot.every-entries", ValueType.count(100, 100_000_000), "100000");
    static final Key<Path> AUDIT_DIRECTORY = new Key<>("audit.directory", ValueType.path(), "");
    static final Key<Integer> AUDIT_FILE_BYTES =
            new Key<>("audit.file-bytes", ValueType.count(65_536, 1_073_741_824), "104857600");
    static final Key<Integer> AUDIT_FILES = new Key<>("audit.files", ValueType.count(1, 10_000), "10");
    static final Key<Integer> BATCH_COMMANDS = new Key<>("batch.max-commands", ValueType.count(1, 20_000), "2000");
    static final Key<Integer> BATCHES = new Key<>("batch.max-in-flight", ValueType.count(1, 64), "");
    static final Key<Integer> QUEUED = new Key<>("limits.queued-commands", ValueType.count(1, 1_000_000), "20000");
    static final Key<Integer> WATCHES = new Key<>("limits.watches", ValueType.count(1, 100_000), "1000");
    static final Key<Integer> STREAM_CALLS =
            new Key<>("limits.calls-per-stream", ValueType.count(1, 1_000_000), "10000");
    static final Key<Integer> MESSAGE_BYTES =
            new Key<>("limits.message-bytes", ValueType.count(131_072, 67_108_864), "4194304");
    static final Key<Integer> CONNECTIONS = new Key<>("limits.connections", ValueType.count(10, 1_000_000), "10000");
    static final Key<Integer> REQUESTS =
            new Key<>("limits.requests-per-second", ValueType.count(1, 100_000_000), "1000000");
    static final Key<Integer> IDENTITY_CONNECTIONS =
            new Key<>("limits.identity.connections", ValueType.count(1, 1_000_000), "2000");
    static final Key<Integer> IDENTITY_STREAMS =
            new Key<>("limits.identity.streams", ValueType.count(1, 1_000_000), "2000");
    static final Key<Integer> IDENTITY_WATCHES =
            new Key<>("limits.identity.watches", ValueType.count(1, 100_000), "200");
    static final Key<Integer> IDENTITY_CALLS =
            new Key<>("limits.identity.calls", ValueType.count(1, 1_000_000), "50000");
    static final Key<Integer> IDENTITY_REQUESTS =
            new Key<>("limits.identity.requests-per-second", ValueType.count(1, 100_000_000), "20000");
    static final Key<Integer> IDENTITY_SESSIONS =
            new Key<>("limits.identity.sessions", ValueType.count(1, 1_000_000), "10000");
    static final Key<Integer> IDENTITY_LEASES =
            new Key<>("limits.identity.leases", ValueType.count(1, 10_000_000), "100000");

    static final List<Key<?>> ALL = List.of(
            CLUSTER,
            NODE,
            DATA_DIR,
            PROFILE,
            PEER_REGION,
            PEER_RAFT,
            PEER_CLIENT,
            RAFT_LISTEN,
            CLIENT_LISTEN,
            REFLECTION,
            HTTP_LISTEN,
            TLS_CERTIFICATE,
            TLS_KEY,
            TLS_TRUST,
            TLS_DOMAIN,
            TLS_IDENTITIES,
            TLS_INSECURE,
            ABOVE_TOKEN,
            RESTORE,
            REGIONS,
            GRACE,
            HANDOVER,
            SNAPSHOT_ENTRIES,
            AUDIT_DIRECTORY,
            AUDIT_FILE_BYTES,
            AUDIT_FILES,
            BATCH_COMMANDS,
            BATCHES,
            QUEUED,
            WATCHES,
            STREAM_CALLS,
            MESSAGE_BYTES,
            CONNECTIONS,
            REQUESTS,
            IDENTITY_CONNECTIONS,
            IDENTITY_STREAMS,
            IDENTITY_WATCHES,
            IDENTITY_CALLS,
            IDENTITY_REQUESTS,
            IDENTITY_SESSIONS,
            IDENTITY_LEASES);

    private Keys() {}

    private static ValueType<Duration> durations(long minMillis, long maxMillis) {
        return ValueType.duration(Duration.ofMillis(minMillis), Duration.ofMillis(maxMillis));
    }
}
