package io.arbiter.server.raft;

import io.arbiter.server.consensus.FollowerProgress;
import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.consensus.MemberId;
import io.arbiter.server.consensus.Membership;
import io.arbiter.server.consensus.NotLeaderException;
import io.arbiter.server.consensus.ReplicatedLog;
import io.arbiter.server.consensus.ReplicatedState;
import io.arbiter.server.consensus.TermAck;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.FatalExit;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.raft.disk.Disk;
import io.arbiter.server.raft.disk.OpenDisk;
import io.arbiter.server.raft.proposal.PendingProposals;
import io.arbiter.server.raft.proposal.ProposalSubmitter;
import io.arbiter.server.raft.read.ReadIndex;
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
    /** Longer than any close that ends: threads of the library that wait for each other end within seconds. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

    private final RaftConfig config;
    private final FatalExit fatalExit;
    private final RaftNames names;
    private final RaftServer server;
    private final RaftServer.Division division;
    private final StateMachineAdapter adapter;
    private final ProposalSubmitter submission;
    private final ReadIndex readIndex;
    private final LeadershipMonitor monitor;
    private final RaftMembership membership;
    private volatile boolean closing;

    /**
     * Opens the storage, restores the newest snapshot into the state, and joins the group.
     *
     * @throws StartException with nothing left running
     */
    public static RatisLog start(RaftConfig config, ReplicatedState state, FatalExit fatalExit) throws StartException {
        return start(
                config, state, fatalExit, Disk.with(List.of(config.directory().resolve("bound"))));
    }

    /** The same, with its lower bound elsewhere, too. */
    public static RatisLog start(RaftConfig config, ReplicatedState state, FatalExit fatalExit, Disk disk)
            throws StartException {
        PendingProposals proposals = new PendingProposals();
        OpenDisk open = LogPreparation.prepare(config.directory(), config.cluster(), disk);
        StateMachineAdapter adapter = new StateMachineAdapter(state, proposals, fatalExit, open);
        RaftServer server = started(config, adapter, fatalExit, open);
        try {
            RatisLog log = new RatisLog(config, state, fatalExit, server, proposals);
            adapter.opened();
            log.monitor.start();
            return log;
        } catch (IOException e) {
            throw new StartException(ExitCode.START_FAILED, "the log has no group: " + e.getMessage(), e);
        }
    }

    private static RaftServer started(
            RaftConfig config, StateMachineAdapter adapter, FatalExit fatalExit, OpenDisk disk) throws StartException {
        try {
            return new RatisStart(config, disk).start(adapter, fatalExit);
        } catch (StartException failed) {
            adapter.closeBound();
            throw failed;
        }
    }

    /** Over a running server: a test switches the server's own reads on, to show why ReadIndex replaces them. */
    RatisLog(
            RaftConfig config,
            ReplicatedState state,
            FatalExit fatalExit,
            RaftServer server,
            PendingProposals proposals)
            throws IOException {
        this.config = config;
        this.fatalExit = fatalExit;
        this.names = new RaftNames(config.members());
        this.server = server;
        this.division = server.getDivision(RaftNames.groupId(config.cluster()));
        this.adapter = (StateMachineAdapter) division.getStateMachine();
        this.submission = new ProposalSubmitter(server, division, proposals, this::notLeader);
        this.readIndex = new ReadIndex(server, division, this::notLeader);
        this.membership = new RaftMembership(server, division, names);
        this.monitor = new LeadershipMonitor(this::check, state, fatalExit);
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
    public CompletableFuture<Long> readIndex(Optional<TermAck> asker) {
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
    private Leadership check() {
        if (!closing && !division.getInfo().isAlive()) {
            fatalExit.exit(ExitCode.CONSENSUS_STOPPED, "the consensus library closed its log by itself", null);
        }
        return leadership();
    }

    private NotLeaderException notLeader() {
        Optional<Member> leader =
                leadership().leader().filter(member -> !member.name().equals(config.self()));
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
    public List<Member> nodes() {
        return names.nodes(division.getRaftConf().getAllPeers());
    }

    @Override
    public Optional<Membership> membership() {
        return Optional.of(membership);
    }

    @Override
    public MemberId memberId() {
        return config.id();
    }

    @Override
    public boolean transferLeadership(Optional<String> to, Duration timeout) {
        if (!division.getInfo().isLeader()) {
            return true;
        }
        Duration holding = timeout.dividedBy(4);
        submission.hold(holding);
        try {
            List<FollowerProgress> candidates = followers().stream()
                    .filter(follower -> to.isEmpty() || to.get().equals(follower.node()))
                    .toList();
            return new LeadershipTransfer(server, division, monitor::leaderKnown)
                    .transfer(candidates, timeout.minus(holding));
        } finally {
            submission.resume();
        }
    }

    @Override
    public void close() {
        closing = true;
        adapter.expectShutdown();
        monitor.close();
        closeServer();
        submission.giveUpAll();
        adapter.closeBound();
    }

    /**
     * In a thread of its own, because it may never return: if an entry cannot be applied while the library closes, the
     * library retries that entry again and again (StateMachineUpdater.run in 3.3.0), and waits for itself; so it does
     * if it evicts from its cache just then ({@link RaftSettings}).
     */
    private void closeServer() {
        Thread closer = new Thread(
                () -> {
                    try {
                        server.close();
                    } catch (IOException e) {
                        LOG.warn("the log did not close cleanly; what was acknowledged is on disk", e);
                    }
                },
                "close-log");
        closer.setDaemon(true);
        closer.start();
        try {
            closer.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (closer.isAlive()) {
            LOG.error(
                    "the log did not close within {} s; going on without it; what was acknowledged is on disk",
                    CLOSE_TIMEOUT.toSeconds(),
                    whereItStands(closer));
        }
    }

    private static Exception whereItStands(Thread closer) {
        var where = new IllegalStateException("it stands here");
        where.setStackTrace(closer.getStackTrace());
        return where;
    }
}
