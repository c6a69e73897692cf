package io.arbiter.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The keys that have defaults and do not depend on others. */
final class OptionalSettings {
    private final Boolean reflection;
    private final TokenFloor tokenFloor;
    private final Optional<Path> restore;
    private final Optional<Set<String>> otherRegions;
    private final Duration grace;
    private final Duration handover;
    private final Integer snapshotEntries;
    private final Optional<Path> auditDirectory;
    private final Integer auditFileBytes;
    private final Integer auditFiles;
    private final Integer batchCommands;
    private final Optional<Integer> batches;
    private final Integer queued;
    private final Integer watches;
    private final Integer streamCalls;
    private final Integer messageBytes;
    private final Integer connections;
    private final Integer requestsPerSecond;
    private final Integer identityConnections;
    private final Integer identityStreams;
    private final Integer identityWatches;
    private final Integer identityCalls;
    private final Integer identityRequests;
    private final Integer identitySessions;
    private final Integer identityLeases;

    /** Notes the mistakes in the settings. */
    OptionalSettings(Settings settings) {
        reflection = settings.get(Keys.REFLECTION);
        tokenFloor = settings.get(Keys.ABOVE_TOKEN);
        restore = Optional.ofNullable(settings.get(Keys.RESTORE));
        otherRegions = Optional.ofNullable(settings.get(Keys.REGIONS));
        grace = settings.get(Keys.GRACE);
        handover = settings.get(Keys.HANDOVER);
        snapshotEntries = settings.get(Keys.SNAPSHOT_ENTRIES);
        auditDirectory = Optional.ofNullable(settings.get(Keys.AUDIT_DIRECTORY));
        auditFileBytes = settings.get(Keys.AUDIT_FILE_BYTES);
        auditFiles = settings.get(Keys.AUDIT_FILES);
        batchCommands = settings.get(Keys.BATCH_COMMANDS);
        batches = Optional.ofNullable(settings.get(Keys.BATCHES));
        queued = settings.get(Keys.QUEUED);
        watches = settings.get(Keys.WATCHES);
        streamCalls = settings.get(Keys.STREAM_CALLS);
        messageBytes = settings.get(Keys.MESSAGE_BYTES);
        connections = settings.get(Keys.CONNECTIONS);
        requestsPerSecond = settings.get(Keys.REQUESTS);
        identityConnections = settings.get(Keys.IDENTITY_CONNECTIONS);
        identityStreams = settings.get(Keys.IDENTITY_STREAMS);
        identityWatches = settings.get(Keys.IDENTITY_WATCHES);
        identityCalls = settings.get(Keys.IDENTITY_CALLS);
        identityRequests = settings.get(Keys.IDENTITY_REQUESTS);
        identitySessions = settings.get(Keys.IDENTITY_SESSIONS);
        identityLeases = settings.get(Keys.IDENTITY_LEASES);
    }

    /** Call this only if there was no mistake. */
    ServerConfig complete(ServerConfig config) {
        NodeLimits limits = new NodeLimits(
                batchCommands,
                batches.orElse(config.profile().batchesInFlight()),
                queued,
                watches,
                streamCalls,
                messageBytes,
                connections,
                requestsPerSecond,
                new NodeLimits.Identity(
                        identityConnections,
                        identityStreams,
                        identityWatches,
                        identityCalls,
                        identityRequests,
                        identitySessions,
                        identityLeases));
        return new ServerConfig(
                config.cluster(),
                config.node(),
                config.dataDir(),
                config.profile(),
                config.members(),
                config.listen(),
                reflection,
                config.tls(),
                tokenFloor,
                restore,
                otherRegions.orElse(Set.of()),
                grace,
                handover,
                snapshotEntries,
                auditDirectory.map(directory -> new ServerConfig.Audit(directory, auditFileBytes, auditFiles)),
                limits);
    }
}
