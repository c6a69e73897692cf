package io.arbiter.server.raft;

import io.arbiter.server.config.Profile;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/**
 * The library's properties, for every transport. Every setting that a test or a measurement has shown to matter is set
 * here, defaults included, so that a new version of the library cannot change it silently.
 */
final class RaftSettings {
    /**
     * The longest entry, the same in every profile, so that a node can change its profile and still read its log. A
     * whole append request stays below the library's buffer limit, and that below its write buffer.
     */
    static final int MAX_ENTRY_BYTES = 3 * 1024 * 1024;

    private static final SizeInBytes BUFFER = SizeInBytes.valueOf("4MB");

    private final RaftConfig config;
    private final RaftProperties properties = new RaftProperties();
    private final boolean wan;

    private RaftSettings(RaftConfig config) {
        this.config = config;
        this.wan = config.profile() == Profile.WAN;
    }

    static RaftProperties of(RaftConfig config) {
        RaftSettings settings = new RaftSettings(config);
        settings.elections();
        settings.pauses();
        settings.log();
        settings.replication();
        settings.snapshots();
        settings.learners();
        return settings.properties;
    }

    /**
     * A heartbeat follows min/2 after the last answer, so a follower sees one each min/2 + round trip: 645 ms at
     * 145 ms, well within 1 s.
     */
    private void elections() {
        RaftServerConfigKeys.Rpc.setTimeoutMin(properties, millis(1_000));
        RaftServerConfigKeys.Rpc.setTimeoutMax(properties, millis(2_000));
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(properties, millis(wan ? 500 : 300));
        RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(properties, millis(wan ? 1_000 : 600));
        RaftServerConfigKeys.Rpc.setRequestTimeout(properties, millis(wan ? 2_000 : 1_000));
        RaftServerConfigKeys.Rpc.setSlownessTimeout(properties, millis(60_000));
        RaftServerConfigKeys.LeaderElection.setPreVote(properties, true);
        // Also how long a leader that lost its majority stays away from elections: 10 s by default, during which
        // the group waits if that node alone has the newest log.
        RaftServerConfigKeys.LeaderElection.setLeaderStepDownWaitTime(properties, millis(wan ? 2_000 : 1_000));
    }

    /** A suspended machine comes back as a follower; by default the library would close itself after 60 s. */
    private void pauses() {
        RaftServerConfigKeys.setCloseThreshold(properties, millis(24L * 3_600_000));
        RaftServerConfigKeys.setSleepDeviationThreshold(properties, millis(500));
    }

    private void log() {
        RaftServerConfigKeys.setStorageDir(
                properties, List.of(config.directory().toFile()));
        // This metadata keeps a restarted node from voting for a wiped one (RATIS-1995).
        RaftServerConfigKeys.Log.setLogMetadataEnabled(properties, true);
        // Both acknowledge entries that may not be on disk.
        RaftServerConfigKeys.Log.setUnsafeFlushEnabled(properties, false);
        RaftServerConfigKeys.Log.setAsyncFlushEnabled(properties, false);
        // By default a follower takes an append for a copy of one that is on its way to the disk if both begin at the
        // same index, and acknowledges entries that it never stores: those of a longer one, or of the next leader.
        RaftServerConfigKeys.Log.setAppendEntriesComposeEnabled(properties, false);
        // The other policy drops acknowledged entries silently.
        RaftServerConfigKeys.Log.setCorruptionPolicy(properties, RaftServerConfigKeys.Log.CorruptionPolicy.EXCEPTION);
        RaftServerConfigKeys.Log.setSegmentSizeMax(properties, SizeInBytes.valueOf(wan ? "32MB" : "8MB"));
        // Without preallocation a torn tail is a short file, which the library recovers by itself.
        RaftServerConfigKeys.Log.setPreallocatedSize(properties, SizeInBytes.valueOf(wan ? "0" : "1MB"));
        // The cache is bounded by its size. Each change of leaders closes a segment, however small: a bound on their
        // number would evict just then, and a log that closes meanwhile, as after a handover, waits for the eviction
        // while it holds the lock that the eviction waits for (SegmentedRaftLog.close in 3.3.0).
        RaftServerConfigKeys.Log.setSegmentCacheNumMax(properties, 1_000);
        RaftServerConfigKeys.Log.setSegmentCacheSizeMax(properties, SizeInBytes.valueOf(wan ? "64MB" : "16MB"));
        RaftServerConfigKeys.Log.setWriteBufferSize(properties, SizeInBytes.valueOf("8MB"));
        RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(properties, true);
        RaftServerConfigKeys.Log.setPurgePreservationLogNum(properties, wan ? 10_000 : 0);
    }

    private void replication() {
        RaftServerConfigKeys.Log.Appender.setBufferByteLimit(properties, BUFFER);
        RaftServerConfigKeys.Log.Appender.setWaitTimeMin(properties, millis(1));
        RaftServerConfigKeys.RetryCache.setExpiryTime(properties, millis(10_000));
        // The library's linearizable reads are not linearizable; ReadIndex asks the followers each time.
        RaftServerConfigKeys.Read.setOption(properties, RaftServerConfigKeys.Read.Option.DEFAULT);
        RaftServerConfigKeys.Read.setLeaderLeaseEnabled(properties, false);
        RaftServerConfigKeys.ThreadPool.setProxyCached(properties, true);
        RaftServerConfigKeys.ThreadPool.setServerCached(properties, true);
        RaftServerConfigKeys.ThreadPool.setClientCached(properties, true);
    }

    private void snapshots() {
        RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, true);
        RaftServerConfigKeys.Snapshot.setAutoTriggerThreshold(properties, config.snapshotEveryEntries());
        RaftServerConfigKeys.Snapshot.setTriggerWhenStopEnabled(properties, false);
        RaftServerConfigKeys.Snapshot.setRetentionFileNum(properties, wan ? 3 : 2);
        RaftServerConfigKeys.Log.Appender.setInstallSnapshotEnabled(properties, true);
    }

    /** A learner that reads a large snapshot in answers nothing meanwhile, and is given up after that long. */
    private void learners() {
        RaftServerConfigKeys.setStagingTimeout(properties, millis(30_000));
        RaftServerConfigKeys.setStagingCatchupGap(properties, 1_000);
    }

    private static TimeDuration millis(long millis) {
        return TimeDuration.valueOf(millis, TimeUnit.MILLISECONDS);
    }
}
