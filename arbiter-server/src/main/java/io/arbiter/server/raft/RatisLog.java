package io.arbiter.server.raft;

import io.arbiter.server.consensus.FollowerProgress;
import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.consensus.NotLeaderException;
import io.arbiter.server.consensus.ReplicatedLog;
import io.arbiter.server.consensus.ReplicatedState;
import io.arbiter.server.consensus.Witness;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.FatalExit;
import io.arbiter.server.exit.StartException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The replicated log on Ratis. One per process start; {@link #close} is final. */
public final class RatisLog implements ReplicatedLog {
    private static final Logger LOG = LoggerFactory.getLogger(RatisLog.class);

    private final RaftConfig config;
    private final FatalExit fatalExit;
    private final RaftNames names;
    private final RaftServer server;
    private final RaftServer.Division division;
    private final StateMachineAdapter adapter;
    private final Submission submission;
    private final ReadIndex readIndex;
    private final LeadershipMonitor monitor;
    private volatile boolean closing;

    /**
     * Opens the storage, restores the newest snapshot into the state, and joins the group.
     *
     * @throws StartException with nothing left running
     */
    public static RatisLog start(RaftConfig config, ReplicatedState state, FatalExit fatalExit) throws StartException {
        Proposals proposals = new Proposals();
        StateMachineAdapter adapter = new StateMachineAdapter(state, proposals, fatalExit);
        RaftServer server = RatisStart.start(config, adapter, fatalExit);
        try {
            RatisLog log = new RatisLog(config, state, fatalExit, server, proposals);
            adapter.opened();
            log.monitor.start();
            return log;
        } catch (IOException e) {
            throw new StartException(ExitCode.START_FAILED, "the log has no group: " + e.getMessage(), e);
        }
    }

    /** Over a server that runs already: a test switches its own reads on, to show why ours are others. */
    RatisLog(RaftConfig config, ReplicatedState state, FatalExit fatalExit, RaftServer server,
            Proposals proposals) throws IOException {
        this.config = config;
        this.fatalExit = fatalExit;
        this.names = new RaftNames(config.members());
        this.server = server;
        this.division = server.getDivision(RaftNames.groupId(config.cluster()));
        this.adapter = (StateMachineAdapter) division.getStateMachine();
        this.submission = new Submission(server, division, proposals, this::notLeader);
        this.readIndex = new ReadIndex(server, division, this::notLeader);
        this.monitor = new LeadershipMonitor(this::look, state, fatalExit);
        adapter.onLeadershipHint(monitor::hint);
    }

    @Override
    public CompletableFuture<Long> append(byte[] entry, Object localContext) {
        if (entry.length == 0 || entry.length > maxEntryBytes()) {
            throw new IllegalArgumentException("an entry has 1.." + maxEntryBytes() + " bytes, not " + entry.length);
        }
        return submission.append(entry, localContext);
    }

    @Override
    public CompletableFuture<Long> readIndex(Optional<Witness> asker) {
        return readIndex.find(asker);
    }

    @Override
    public int maxEntryBytes() {
        return RaftSettings.MAX_ENTRY_BYTES;
    }

    @Override
    public Leadership leadership() {
        DivisionInfo info = division.getInfo();
        long term = info.getCurrentTerm();
        boolean ready = info.isLeaderReady();
        RaftPeerId leader = ready ? server.getId() : info.getLeaderId();
        return new Leadership(config.self(), member(leader), ready, term);
    }

    private Optional<Member> member(RaftPeerId id) {
        RaftPeer peer = id == null ? null : division.getRaftConf().getPeer(id);
        return Optional.ofNullable(peer).map(names::member);
    }

    /** The monitor's look: a log that has died inside a living process ends the process. */
    private Leadership look() {
        if (!closing && !division.getInfo().isAlive()) {
            fatalExit.exit(ExitCode.CONSENSUS_STOPPED, "the consensus library closed its log by itself", null);
        }
        return leadership();
    }

    private NotLeaderException notLeader() {
        Optional<Member> leader = leadership().leader().filter(member -> !member.name().equals(config.self()));
        String where = leader.map(member -> "; " + member.name() + " may").orElse("; nobody is known to");
        return new NotLeaderException(config.self() + " does not lead, or not yet" + where, leader);
    }

    @Override
    public long appliedIndex() {
        return adapter.getLastAppliedTermIndex().getIndex();
    }

    @Override
    public long committedIndex() {
        return division.getRaftLog().getLastCommittedIndex();
    }

    @Override
    public long snapshotIndex() {
        SnapshotInfo latest = adapter.getLatestSnapshot();
        return latest == null ? -1 : latest.getIndex();
    }

    @Override
    public List<FollowerProgress> followers() {
        return FollowerReport.of(division);
    }

    @Override
    public List<Member> members() {
        return names.members(division.getRaftConf().getAllPeers());
    }

    @Override
    public boolean transferLeadership(Duration timeout) {
        return !division.getInfo().isLeader()
                || new LeadershipTransfer(server, division).transfer(followers(), timeout);
    }

    @Override
    public void close() {
        closing = true;
        adapter.closingByWill();
        monitor.close();
        try {
            server.close();
        } catch (IOException e) {
            LOG.warn("the log did not close cleanly; what was acknowledged is on disk", e);
        }
        submission.giveUpAll();
    }
}
