package io.arbiter.server.raft;

import io.arbiter.server.consensus.FollowerProgress;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.server.RaftServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands leadership to the live follower that lags least, then to the next, within one deadline. */
final class LeadershipTransfer {
    private static final Logger LOG = LoggerFactory.getLogger(LeadershipTransfer.class);

    /** Several heartbeats. */
    private static final Duration DEAD_AFTER = Duration.ofSeconds(2);

    /** The timer of an earlier transfer ends a later one that it finds (TransferLeadership in 3.3.0). */
    private static final int ROUNDS = 2;

    private final RaftServer server;
    private final RaftServer.Division division;
    private final ClientId clientId = ClientId.randomId();
    private final Supplier<CompletableFuture<Void>> leaderKnown;
    private final AtomicLong lastCallId = new AtomicLong();

    /** @param leaderKnown completes once a leader is known */
    LeadershipTransfer(RaftServer server, RaftServer.Division division, Supplier<CompletableFuture<Void>> leaderKnown) {
        this.server = server;
        this.division = division;
        this.leaderKnown = leaderKnown;
    }

    boolean transfer(List<FollowerProgress> followers, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        List<FollowerProgress> nearestFirst = followers.stream()
                .filter(follower -> follower.silence().compareTo(DEAD_AFTER) < 0)
                .sorted(Comparator.comparing(FollowerProgress::lag))
                .toList();
        for (int round = 0; round < ROUNDS; round++) {
            offerToEach(nearestFirst, deadline);
        }
        if (!division.getInfo().isLeader()) {
            awaitLeader(deadline - System.nanoTime());
        }
        return !division.getInfo().isLeader();
    }

    private void offerToEach(List<FollowerProgress> nearestFirst, long deadline) {
        int left = nearestFirst.size();
        for (FollowerProgress follower : nearestFirst) {
            long remaining = deadline - System.nanoTime();
            int divisor = left;
            if (division.getInfo().isLeader() && remaining > 0) {
                voter(follower.node()).ifPresent(id -> offer(id, Duration.ofNanos(remaining / divisor)));
            }
            left--;
        }
    }

    /** The library tells a leader that has stepped down of a time-out, before it knows who was elected. */
    private void awaitLeader(long nanos) {
        try {
            leaderKnown.get().get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.info("nobody is known to lead after a transfer: {}", e.toString());
        }
    }

    /** Empty if it was removed meanwhile. */
    private Optional<RaftPeerId> voter(String node) {
        return division.getRaftConf().getCurrentPeers().stream()
                .map(RaftPeer::getId)
                .filter(id -> RaftNames.memberId(id).node().equals(node))
                .findFirst();
    }

    private void offer(RaftPeerId node, Duration timeout) {
        long millis = Math.max(1, timeout.toMillis());
        TransferLeadershipRequest request = new TransferLeadershipRequest(
                clientId,
                server.getId(),
                division.getMemberId().getGroupId(),
                lastCallId.incrementAndGet(),
                node,
                millis);
        try {
            RaftClientReply reply = server.transferLeadershipAsync(request).get(millis, TimeUnit.MILLISECONDS);
            if (!reply.isSuccess()) {
                // The rest of the message is a stack trace.
                LOG.info(
                        "{} does not take leadership: {}",
                        node,
                        reply.getException().getMessage().lines().findFirst().orElse(""));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | ExecutionException | TimeoutException e) {
            LOG.info("{} does not take leadership: {}", node, e.toString());
        }
    }
}
