package io.arbiter.simulation.check;

import io.arbiter.core.command.Command;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.Event;
import io.arbiter.core.machine.ApplyResult;
import io.arbiter.core.machine.Invariants;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.simulation.client.ClientObserver;
import io.arbiter.simulation.client.SimClient;
import io.arbiter.simulation.client.SimSession;
import io.arbiter.simulation.cluster.ClusterObserver;
import io.arbiter.simulation.cluster.SimCluster;
import io.arbiter.simulation.cluster.SimProposal;
import io.arbiter.simulation.cluster.SimReplica;
import io.arbiter.simulation.time.Coverage.Kind;
import io.arbiter.simulation.time.Env;
import java.util.List;

/** All checks of a run, one class for each promise; passes each event to those that it concerns. */
public final class Checks implements ClusterObserver, ClientObserver {
    private final TokenCheck tokens = new TokenCheck();
    private final GuardCheck guard = new GuardCheck();
    private final RetryCheck retries;
    private final StepsCheck steps = new StepsCheck();
    private final PolicyCheck policies;
    private final PauseCheck pauses;
    private final PromotionCheck promotions;
    private final GateCheck gates;
    private final FailoverCheck failover;
    private final ProgressCheck progress;
    private final AgreementCheck agreement;
    private final Env env;
    private final SimCluster cluster;

    public Checks(Env env, SimCluster cluster, List<SimClient> clients) {
        this.env = env;
        this.cluster = cluster;
        this.retries = new RetryCheck(env.coverage());
        this.policies = new PolicyCheck(() -> cluster.oracle().state());
        this.pauses = new PauseCheck(() -> cluster.oracle().state());
        this.promotions = new PromotionCheck(env, () -> cluster.oracle().state());
        this.gates = new GateCheck(cluster, clients);
        this.failover = new FailoverCheck(env, cluster, clients);
        this.progress = new ProgressCheck(clients);
        this.agreement = new AgreementCheck(cluster);
    }

    public FailoverCheck failover() {
        return failover;
    }

    public ProgressCheck progress() {
        return progress;
    }

    public AgreementCheck agreement() {
        return agreement;
    }

    @Override
    public void committed(Command command, ApplyResult applied) {
        for (Event event : applied.events()) {
            receive(event.change());
        }
        retries.applied(command, applied);
        steps.applied(command, applied);
        policies.applied(command, applied);
        pauses.applied(command, applied);
        promotions.applied(command, applied);
        checkState();
        count(command, applied);
    }

    @Override
    public void applied(SimReplica replica, SimProposal proposal, Outcome outcome) {
        agreement.sameOutcome(replica, proposal, outcome);
    }

    @Override
    public void writeAccepted(String resource, long token) {
        guard.accepted(resource, token);
    }

    @Override
    public void writeRejected(String resource, long token) {
        guard.rejected(resource, token);
    }

    @Override
    public void restored() {
        tokens.restored(cluster.oracle().state());
        retries.forget();
        policies.restored();
        pauses.restored();
        promotions.restored();
    }

    @Override
    public void acted(SimSession session) {
        gates.acted(session);
    }

    @Override
    public void held(SimClient client, String resource) {
        progress.held(client, resource);
    }

    private void count(Command command, ApplyResult applied) {
        Outcome outcome = applied.outcome();
        if (command instanceof Command.ExpireSession expire
                && outcome instanceof Refusal.ConditionFailed
                && cluster.oracle().state().session(expire.session()).isPresent()) {
            env.coverage().count(Kind.EXPIRIES_OVERTAKEN_BY_A_RENEWAL);
        } else if (outcome instanceof Outcome.LockDelayEnded) {
            env.coverage().count(Kind.LOCK_DELAYS_ENDED);
        } else if (outcome instanceof Outcome.HandoverRequested) {
            env.coverage().count(Kind.HANDOVERS_REQUESTED);
        } else if (outcome instanceof Refusal.CoolingDown) {
            env.coverage().count(Kind.PROMOTIONS_REFUSED_WHILE_COOLING);
        } else if (command instanceof Command.RenewSession && outcome instanceof Refusal.LeaseCondemned) {
            env.coverage().count(Kind.RENEWALS_REFUSED_AS_CONDEMNED);
        } else if (outcome instanceof Refusal.OutsidePolicy) {
            env.coverage().count(Kind.ACQUIRES_OUTSIDE_POLICY);
        } else if (command instanceof Command.OpenSession
                && applied.events().stream().anyMatch(event -> event.change() instanceof Event.LeaseConfined)) {
            env.coverage().count(Kind.TAKEOVERS_CONFINED);
        }
    }

    private void receive(Event.Change change) {
        if (change instanceof Event.LeaseGranted grant) {
            env.coverage().count(Kind.valueOf("GRANTS_" + grant.lease().basis()));
            tokens.granted(grant.lease());
            failover.granted(grant.lease());
            gates.granted(grant.lease());
        } else if (change instanceof Event.LeaseEnded end) {
            gates.ended(end);
            failover.ended(end);
        } else if (change instanceof Event.SessionEnded end && end.reason() == EndReason.EXPIRED) {
            env.coverage().count(Kind.EXPIRIES);
        } else if (change instanceof Event.SessionEnded end && end.reason() == EndReason.TAKEN_OVER) {
            env.coverage().count(Kind.TAKEOVERS);
        } else if (change instanceof Event.PolicyChanged) {
            env.coverage().count(Kind.POLICIES_CHANGED);
        } else if (change instanceof Event.FailoverPaused) {
            env.coverage().count(Kind.FAILOVER_PAUSES);
        } else if (change instanceof Event.FailoverResumed) {
            env.coverage().count(Kind.FAILOVER_RESUMPTIONS);
        } else if (change instanceof Event.WaitForbidden) {
            env.coverage().count(Kind.WAITS_FORBIDDEN);
        } else if (change instanceof Event.PromotionStepped step) {
            env.coverage().count(Kind.valueOf("PROMOTIONS_" + step.state()));
        } else if (change instanceof Event.CoolDownEnded) {
            env.coverage().count(Kind.COOL_DOWNS_ENDED);
        } else if (change instanceof Event.LeaseConfined) {
            env.coverage().count(Kind.LEASES_CONFINED);
        } else if (change instanceof Event.ConfinementLifted) {
            env.coverage().count(Kind.CONFINEMENTS_LIFTED);
        }
    }

    /** Checks S2 and the bookkeeping with the core's own invariants. */
    private void checkState() {
        try {
            Invariants.check(cluster.oracle().state(), SimCluster.LIMITS);
        } catch (IllegalStateException e) {
            throw new ViolationException("S2", "%s", e.getMessage());
        }
    }
}
