package io.arbiter.server.config;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The keys that have defaults and do not depend on others. */
final class OptionalSettings {
    private final Boolean reflection;
    private final TokenFloor tokenFloor;
    private final Optional<Set<String>> otherRegions;
    private final Duration grace;
    private final Duration handover;
    private final Integer snapshotEntries;
    private final Integer batchCommands;
    private final Optional<Integer> batches;
    private final Integer queued;
    private final Integer watches;
    private final Integer streamCalls;
    private final Integer messageBytes;

    /** Notes the mistakes in the settings. */
    OptionalSettings(Settings settings) {
        reflection = settings.get(Keys.REFLECTION);
        tokenFloor = settings.get(Keys.ABOVE_TOKEN);
        otherRegions = Optional.ofNullable(settings.get(Keys.REGIONS));
        grace = settings.get(Keys.GRACE);
        handover = settings.get(Keys.HANDOVER);
        snapshotEntries = settings.get(Keys.SNAPSHOT_ENTRIES);
        batchCommands = settings.get(Keys.BATCH_COMMANDS);
        batches = Optional.ofNullable(settings.get(Keys.BATCHES));
        queued = settings.get(Keys.QUEUED);
        watches = settings.get(Keys.WATCHES);
        streamCalls = settings.get(Keys.STREAM_CALLS);
        messageBytes = settings.get(Keys.MESSAGE_BYTES);
    }

    /** Call this only if there was no mistake. */
    ServerConfig complete(ServerConfig config) {
        NodeLimits limits = new NodeLimits(
                batchCommands,
                batches.orElse(config.profile().batchesInFlight()),
                queued,
                watches,
                streamCalls,
                messageBytes);
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
                otherRegions.orElse(Set.of()),
                grace,
                handover,
                snapshotEntries,
                limits);
    }
}
