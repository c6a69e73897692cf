package io.arbiter.server.config;

import io.arbiter.server.consensus.Member;
import io.arbiter.tls.IdentityRule;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A configuration as the YAML file that says the same, with every default spelled out. */
public final class ConfigText {
    private ConfigText() {}

    public static String of(ServerConfig config) {
        Map<String, String> text = new LinkedHashMap<>();
        line(text, Keys.CLUSTER, config.cluster());
        line(text, Keys.NODE, config.node());
        line(text, Keys.DATA_DIR, config.dataDir());
        line(text, Keys.PROFILE, config.profile().name().toLowerCase(Locale.ROOT));
        for (Member member : config.members()) {
            line(text, Keys.PEER_REGION, member.name(), member.region());
            line(text, Keys.PEER_RAFT, member.name(), member.raftAddress());
            line(text, Keys.PEER_CLIENT, member.name(), member.clientAddress());
        }
        line(text, Keys.RAFT_LISTEN, config.listen().raft());
        line(text, Keys.CLIENT_LISTEN, config.listen().client());
        line(text, Keys.REFLECTION, config.reflection());
        line(text, Keys.HTTP_LISTEN, config.listen().http());
        tls(text, config.tls());
        line(text, Keys.ABOVE_TOKEN, config.tokenFloor());
        config.restore().ifPresent(file -> line(text, Keys.RESTORE, file));
        if (!config.otherRegions().isEmpty()) {
            line(text, Keys.REGIONS, String.join(", ", new TreeSet<>(config.otherRegions())));
        }
        line(text, Keys.GRACE, millis(config.grace()));
        line(text, Keys.HANDOVER, millis(config.handover()));
        line(text, Keys.SNAPSHOT_ENTRIES, config.snapshotEveryEntries());
        config.audit().ifPresent(audit -> {
            line(text, Keys.AUDIT_DIRECTORY, audit.directory());
            line(text, Keys.AUDIT_FILE_BYTES, audit.fileBytes());
            line(text, Keys.AUDIT_FILES, audit.files());
        });
        limits(text, config.limits());
        return YamlSource.yaml().dump(text);
    }

    private static void tls(Map<String, String> text, ServerConfig.Tls tls) {
        tls.files().ifPresent(files -> {
            line(text, Keys.TLS_CERTIFICATE, files.certificate());
            line(text, Keys.TLS_KEY, files.key());
            line(text, Keys.TLS_TRUST, files.trust());
        });
        line(text, Keys.TLS_DOMAIN, tls.trustDomain());
        if (!tls.identities().isEmpty()) {
            String rules = tls.identities().stream().map(IdentityRule::toString).collect(Collectors.joining("; "));
            line(text, Keys.TLS_IDENTITIES, rules);
        }
        line(text, Keys.TLS_INSECURE, tls.insecure());
    }

    private static void limits(Map<String, String> text, NodeLimits limits) {
        line(text, Keys.BATCH_COMMANDS, limits.batchCommands());
        line(text, Keys.BATCHES, limits.batchesInFlight());
        line(text, Keys.QUEUED, limits.queuedCommands());
        line(text, Keys.WATCHES, limits.watches());
        line(text, Keys.STREAM_CALLS, limits.callsPerStream());
        line(text, Keys.MESSAGE_BYTES, limits.messageBytes());
        line(text, Keys.CONNECTIONS, limits.connections());
        line(text, Keys.REQUESTS, limits.requestsPerSecond());
        identity(text, limits.identity());
    }

    private static void identity(Map<String, String> text, NodeLimits.Identity each) {
        line(text, Keys.IDENTITY_CONNECTIONS, each.connections());
        line(text, Keys.IDENTITY_STREAMS, each.streams());
        line(text, Keys.IDENTITY_WATCHES, each.watches());
        line(text, Keys.IDENTITY_CALLS, each.calls());
        line(text, Keys.IDENTITY_REQUESTS, each.requestsPerSecond());
        line(text, Keys.IDENTITY_SESSIONS, each.sessions());
        line(text, Keys.IDENTITY_LEASES, each.leases());
    }

    private static void line(Map<String, String> text, Key<?> key, Object value) {
        text.put(key.name(), value.toString());
    }

    private static void line(Map<String, String> text, Key<?> key, String node, String value) {
        text.put(key.name().replace("*", node), value);
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + "ms";
    }
}
