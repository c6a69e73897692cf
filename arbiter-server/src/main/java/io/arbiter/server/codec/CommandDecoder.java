package io.arbiter.server.codec;

import io.arbiter.core.auth.Principal;
import io.arbiter.core.command.Command;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.command.RecordValue;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.internal.v1.ChangePolicies;
import io.arbiter.internal.v1.CommandProto;
import io.arbiter.internal.v1.CommitSteps;
import io.arbiter.internal.v1.LeaseRefProto;
import io.arbiter.internal.v1.SessionSpecProto;
import io.arbiter.server.codec.auth.AuthDecoder;
import io.arbiter.server.codec.policy.ActionCodec;
import io.arbiter.server.codec.policy.PauseCodec;
import io.arbiter.server.codec.policy.PolicyCodec;
import io.arbiter.server.codec.policy.PromotionCodec;
import java.util.Optional;
import java.util.OptionalLong;

/** Decodes a command of the log. Refuses, with their exception, every value that the core's constructors refuse. */
final class CommandDecoder {
    private CommandDecoder() {}

    static Command decode(CommandProto proto) {
        return switch (proto.getCommandCase()) {
            case FORM_CLUSTER ->
                new Command.FormCluster(
                        proto.getFormCluster().getClusterId(),
                        proto.getFormCluster().getTokensAbove(),
                        proto.getFormCluster().getSessionIdsAbove());
            case OPEN_SESSION -> openSession(proto.getOpenSession());
            case RENEW_SESSION ->
                new Command.RenewSession(
                        proto.getRenewSession().getSession(),
                        proto.getRenewSession().getKnownHoldings(),
                        proto.getRenewSession().getClosesCondemned());
            case CLOSE_SESSION ->
                new Command.CloseSession(proto.getCloseSession().getSession());
            case EXPIRE_SESSION ->
                new Command.ExpireSession(
                        proto.getExpireSession().getSession(),
                        proto.getExpireSession().getRenewalsSeen());
            case BREAK_SESSION ->
                new Command.BreakSession(
                        proto.getBreakSession().getSession(),
                        ActionCodec.decode(proto.getBreakSession().getBy()));
            case PUT_RECORD -> putRecord(proto.getPutRecord());
            case COMMIT_STEPS -> commitSteps(proto.getCommitSteps());
            case CHANGE_AUTH ->
                new Command.ChangeAuth(
                        AuthDecoder.change(proto.getChangeAuth().getChange()),
                        AuthDecoder.by(proto.getChangeAuth().getBy()));
            case CHANGE_POLICIES -> changePolicies(proto.getChangePolicies());
            case CHANGE_POLICIES_AND_TIMES -> changePolicies(proto.getChangePoliciesAndTimes());
            case CHANGE_PAUSES -> PauseCodec.decode(proto.getChangePauses());
            case REQUEST_PROMOTION -> new Command.RequestPromotion(PromotionCodec.decode(proto.getRequestPromotion()));
            case CANCEL_PROMOTION ->
                new Command.CancelPromotion(
                        proto.getCancelPromotion().getResource(),
                        proto.getCancelPromotion().getPromotion(),
                        ActionCodec.decode(proto.getCancelPromotion().getBy()));
            case COMPLETE_PROMOTION ->
                new Command.CompletePromotion(
                        leaseRef(proto.getCompletePromotion().getLease()),
                        proto.getCompletePromotion().getPromotion());
            case END_PERIOD -> PromotionCodec.decode(proto.getEndPeriod());
            default -> leaseCommand(proto);
        };
    }

    private static Command leaseCommand(CommandProto proto) {
        return switch (proto.getCommandCase()) {
            case ACQUIRE -> acquire(proto.getAcquire());
            case CANCEL_WAIT ->
                new Command.CancelWait(
                        proto.getCancelWait().getResource(),
                        proto.getCancelWait().getSession(),
                        proto.getCancelWait().getAttempt());
            case RELEASE -> new Command.Release(leaseRef(proto.getRelease().getLease()));
            case TRANSFER ->
                new Command.Transfer(
                        leaseRef(proto.getTransfer().getLease()),
                        proto.getTransfer().getToSession());
            case REQUEST_HANDOVER -> requestHandover(proto.getRequestHandover());
            case BREAK_LEASE ->
                new Command.BreakLease(
                        proto.getBreakLease().getResource(),
                        proto.getBreakLease().getExpectedToken(),
                        ActionCodec.decode(proto.getBreakLease().getBy()));
            case END_LOCK_DELAY ->
                new Command.EndLockDelay(
                        proto.getEndLockDelay().getResource(),
                        proto.getEndLockDelay().getToken());
            default ->
                throw new MalformedEntryException("log entry with a command that this release does not know; "
                        + "run the release that wrote it, or a later one");
        };
    }

    private static Command changePolicies(ChangePolicies change) {
        return new Command.ChangePolicies(PolicyCodec.decode(change), ActionCodec.decode(change.getBy()));
    }

    private static Command openSession(CommandProto.OpenSession open) {
        return new Command.OpenSession(
                sessionSpec(open.getSpec()),
                open.getAcquiresList().stream()
                        .map(acquire -> new Command.FirstAcquire(acquire.getResource(), acquire.getQueue()))
                        .toList());
    }

    private static Command acquire(CommandProto.Acquire acquire) {
        return new Command.Acquire(
                acquire.getResource(), acquire.getSession(), acquire.getQueue(), acquire.getAttempt());
    }

    private static Command requestHandover(CommandProto.RequestHandover request) {
        return new Command.RequestHandover(
                request.getResource(),
                request.getExpectedToken(),
                request.getToSession(),
                request.getActor(),
                new Principal(request.getIdentity()));
    }

    private static Command putRecord(CommandProto.PutRecord put) {
        return new Command.PutRecord(
                leaseRef(put.getLease()),
                put.getSequence(),
                put.hasExpectedVersion() ? OptionalLong.of(put.getExpectedVersion()) : OptionalLong.empty(),
                put.hasValue() ? Optional.of(new RecordValue(put.getValue().toByteArray())) : Optional.empty());
    }

    private static Command commitSteps(CommitSteps commit) {
        return new Command.CommitSteps(
                commit.getSession(),
                commit.getNumber(),
                commit.getStepsList().stream().map(StepCodec::decode).toList());
    }

    static SessionSpec sessionSpec(SessionSpecProto spec) {
        return new SessionSpec(
                spec.getClientId(),
                spec.getIncarnation(),
                spec.getHolder(),
                spec.getRegion(),
                spec.getGeneration(),
                spec.getTtlMillis(),
                spec.getDriftBoundPpm(),
                spec.getLockDelayMillis(),
                new Principal(spec.getOwner()));
    }

    private static LeaseRef leaseRef(LeaseRefProto ref) {
        return new LeaseRef(ref.getResource(), ref.getSession(), ref.getToken());
    }
}
