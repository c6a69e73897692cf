package io.arbiter.server.config;

import io.arbiter.server.consensus.Member;
import io.arbiter.tls.IdentityRule;
import java.time.Duration;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A configuration as the YAML file that says the same, with every default spelled out. */
public final class ConfigText {
    private ConfigText() {}

    public static String of(ServerConfig config) {
        StringBuilder text = new StringBuilder();
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
        if (!config.otherRegions().isEmpty()) {
            line(text, Keys.REGIONS, String.join(", ", new TreeSet<>(config.otherRegions())));
        }
        line(text, Keys.GRACE, millis(config.grace()));
        line(text, Keys.HANDOVER, millis(config.handover()));
        line(text, Keys.SNAPSHOT_ENTRIES, config.snapshotEveryEntries());
        limits(text, config.limits());
        return text.toString();
    }

    private static void tls(StringBuilder text, ServerConfig.Tls tls) {
        tls.files().ifPresent(files -> {
            line(text, Keys.TLS_CERTIFICATE, files.certificate());
            line(text, Keys.TLS_KEY, files.key());
            line(text, Keys.TLS_TRUST, files.trust());
        });
        line(text, Keys.TLS_DOMAIN, tls.trustDomain());
        if (!tls.identities().isEmpty()) {
            String rules = tls.identities().stream().map(IdentityRule::toString).collect(Collectors.joining("; "));
            line(text, Keys.TLS_IDENTITIES, "'" + rules.replace("'", "''") + "'");
        }
        line(text, Keys.TLS_INSECURE, tls.insecure());
    }

    private static void limits(StringBuilder text, NodeLimits limits) {
        line(text, Keys.BATCH_COMMANDS, limits.batchCommands());
        line(text, Keys.BATCHES, limits.batchesInFlight());
        line(text, Keys.QUEUED, limits.queuedCommands());
        line(text, Keys.WATCHES, limits.watches());
        line(text, Keys.STREAM_CALLS, limits.callsPerStream());
        line(text, Keys.MESSAGE_BYTES, limits.messageBytes());
    }

    private static void line(StringBuilder text, Key<?> key, Object value) {
        text.append(key.name()).append(": ").append(value).append('\n');
    }

    private static void line(StringBuilder text, Key<?> key, String node, String value) {
        text.append(key.name().replace("*", node)).append(": ").append(value).append('\n');
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + "ms";
    }
}
