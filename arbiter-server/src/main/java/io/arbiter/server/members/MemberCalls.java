package io.arbiter.server.members;

import io.arbiter.core.command.OperatorAction;
import io.arbiter.server.bootstrap.PeerIdentityClient;
import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.consensus.Membership;
import io.arbiter.server.consensus.NotLeaderException;
import io.arbiter.server.consensus.ReplicatedLog;
import io.arbiter.server.consensus.Voters;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import io.arbiter.v1.ChangeMembersRequest;
import io.arbiter.v1.ChangeMembersResponse;
import io.arbiter.v1.ChangeMembersResponse.Step;
import io.arbiter.v1.GetMembersResponse;
import io.arbiter.v1.MemberChange;
import io.arbiter.v1.TransferLeadershipRequest;
import io.arbiter.v1.TransferLeadershipResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers calls about members on the leader, changes one after the other on a thread of its own: to find out who waits
 * at a node's address takes time.
 */
public final class MemberCalls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MemberCalls.class);

    /** As long as a leader without a majority assumes that it leads, and a little more. */
    private static final long MAJORITY_SECONDS = 5;

    private final ReplicatedLog log;
    private final Optional<Membership> membership;
    private final String cluster;
    private final PeerIdentityClient identities;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread created = new Thread(task, "members");
        created.setDaemon(true);
        return created;
    });
    private final LeadershipHandover handover;
    private volatile Optional<Open> open = Optional.empty();

    /** A step that this node has begun as the leader. */
    private record Open(String node, Step step, CompletableFuture<Void> done) {
        boolean isUnderWay() {
            return !done.isDone();
        }
    }

    /**
     * @param cluster the configured name
     * @param identities asks who waits
     */
    public MemberCalls(ReplicatedLog log, String cluster, PeerIdentityClient identities) {
        this.log = log;
        this.membership = log.membership();
        this.cluster = cluster;
        this.identities = identities;
        this.handover = new LeadershipHandover(log);
    }

    /** The members as this node knows them, which should lead. */
    public GetMembersResponse members() {
        var answer = GetMembersResponse.newBuilder().setCommittedIndex(log.committedIndex());
        membership.ifPresent(group -> answer.addAllMembers(new MemberReport(log, group).all()));
        open.filter(Open::isUnderWay).ifPresent(step -> answer.setChanging(step.node()));
        return answer.build();
    }

    /** Does what is next. Fails with a {@link CallException} that says what is missing. */
    public CompletableFuture<ChangeMembersResponse> change(ChangeMembersRequest request) {
        return CompletableFuture.supplyAsync(() -> advance(request), thread);
    }

    /** Fails with a {@link CallException} that says what is missing. */
    public CompletableFuture<TransferLeadershipResponse> transferLeadership(TransferLeadershipRequest request) {
        return CompletableFuture.supplyAsync(() -> handover.answer(request), thread);
    }

    private ChangeMembersResponse advance(ChangeMembersRequest request) {
        check(request);
        Membership group = membership.orElseThrow(() ->
                new CallException(Reason.UNKNOWN_METHOD, "the members of this cluster are fixed", "ChangeMembers"));
        Leadership leadership = log.leadership();
        if (!leadership.ready()) {
            throw new NotLeaderException("this node does not lead", leadership.leader());
        }
        confirmMajority();
        Member node = configured(request.getNode());
        Optional<Open> earlier = open.filter(Open::isUnderWay);
        if (earlier.isPresent()) {
            return goingOn(earlier.get(), group, node);
        }
        Voters voters = group.voters();
        if (!voters.settled()) {
            throw changeOpen("");
        }
        var rule = new ChangeRule(
                voters,
                group.self(),
                new QuorumRule(voters, leadership.self(), log.followers()),
                () -> knownDisks(leadership.self()));
        return begin(rule.next(request.getChange(), node, () -> Candidate.at(node, cluster, identities)), group, node);
    }

    /** A majority answers now, and knows no later leader: what is decided next is not decided from the past. */
    private void confirmMajority() {
        try {
            log.readIndex(Optional.empty()).get(MAJORITY_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException missing) {
            throw new CallException(
                    Reason.NO_LEADER, "a majority of the voters does not answer the leader; nothing was done, retry");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallException(Reason.SHUTTING_DOWN, "this node is stopping; nothing was done, ask another");
        }
    }

    /** Asks itself as it asks the others. */
    private Set<String> knownDisks(String self) {
        try {
            return Set.copyOf(identities.request(configured(self)).members().values());
        } catch (IOException unreachable) {
            throw new CallException(
                    Reason.NO_LEADER,
                    "the leader cannot be reached at its own client address; nothing was done, retry");
        }
    }

    private static void check(ChangeMembersRequest request) {
        new OperatorAction(request.getActor(), request.getComment());
        if (request.getChange() == MemberChange.MEMBER_CHANGE_UNSPECIFIED
                || request.getChange() == MemberChange.UNRECOGNIZED) {
            throw CallException.invalid("change", Integer.toString(request.getChangeValue()), "REPLACE, ADD or REMOVE");
        }
    }

    private Member configured(String name) {
        return log.nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> {
                    String known = log.nodes().stream().map(Member::name).collect(Collectors.joining(", "));
                    return new CallException(
                            Reason.MEMBER_UNKNOWN,
                            "there is no node '" + name + "' in the configuration of the leader, which has " + known
                                    + "; nothing was done. Add it to `peers` in the file of each node first",
                            name,
                            known);
                });
    }

    private ChangeMembersResponse goingOn(Open earlier, Membership group, Member node) {
        if (!earlier.node().equals(node.name())) {
            throw changeOpen(earlier.node());
        }
        return answer(earlier.step(), group, node);
    }

    /** @param node whose change it is; empty if that is not known */
    static CallException changeOpen(String node) {
        return new CallException(
                Reason.MEMBER_CHANGE_OPEN,
                "a change of the members is under way" + (node.isEmpty() ? "" : ", of " + node)
                        + "; nothing was done. One after the other: repeat this when it is done",
                node);
    }

    private ChangeMembersResponse begin(NextStep next, Membership group, Member node) {
        if (next instanceof NextStep.Remove remove) {
            LOG.info("members: {} is taken out", remove.id());
            return begun(new Open(node.name(), Step.STEP_REMOVING, group.remove(remove.id())), group, node);
        } else if (next instanceof NextStep.Add add) {
            LOG.info(
                    "members: {} is brought up to date, to get a vote",
                    add.voter().id());
            return begun(new Open(node.name(), Step.STEP_CATCHING_UP, group.add(add.voter())), group, node);
        }
        return answer(Step.STEP_DONE, group, node);
    }

    private ChangeMembersResponse begun(Open step, Membership group, Member node) {
        open = Optional.of(step);
        step.done().whenComplete((done, failure) -> {
            if (failure == null) {
                LOG.info("members: {} of {} is done", step.step(), step.node());
            } else {
                LOG.warn("members: {} of {} was not done, repeat it", step.step(), step.node(), failure);
            }
        });
        return answer(step.step(), group, node);
    }

    private ChangeMembersResponse answer(Step step, Membership group, Member node) {
        return ChangeMembersResponse.newBuilder()
                .setStep(step)
                .setMember(new MemberReport(log, group).of(node))
                .setCommittedIndex(log.committedIndex())
                .build();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
