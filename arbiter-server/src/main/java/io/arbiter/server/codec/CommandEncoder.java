package io.arbiter.server.codec;

import com.google.protobuf.ByteString;
import io.arbiter.core.command.Command;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.internal.v1.CommandProto;
import io.arbiter.internal.v1.LeaseRefProto;
import io.arbiter.internal.v1.SessionSpecProto;
import io.arbiter.server.codec.auth.AuthEncoder;
import io.arbiter.server.codec.policy.ActionCodec;
import io.arbiter.server.codec.policy.PauseCodec;
import io.arbiter.server.codec.policy.PolicyCodec;
import io.arbiter.server.codec.policy.PromotionCodec;

/** Encodes a command as it stands in the log. */
final class CommandEncoder implements Command.Visitor<CommandProto> {
    private final CommandProto.Builder proto = CommandProto.newBuilder();

    @Override
    public CommandProto formCluster(Command.FormCluster command) {
        proto.getFormClusterBuilder()
                .setClusterId(command.clusterId())
                .setTokensAbove(command.tokensAbove())
                .setSessionIdsAbove(command.sessionIdsAbove());
        return proto.build();
    }

    @Override
    public CommandProto openSession(Command.OpenSession command) {
        var open = proto.getOpenSessionBuilder().setSpec(encode(command.spec()));
        for (Command.FirstAcquire acquire : command.acquires()) {
            open.addAcquiresBuilder().setResource(acquire.resource()).setQueue(acquire.queue());
        }
        return proto.build();
    }

    @Override
    public CommandProto renewSession(Command.RenewSession command) {
        proto.getRenewSessionBuilder()
                .setSession(command.session())
                .setKnownHoldings(command.knownHoldings())
                .setClosesCondemned(command.closesCondemned());
        return proto.build();
    }

    @Override
    public CommandProto closeSession(Command.CloseSession command) {
        proto.getCloseSessionBuilder().setSession(command.session());
        return proto.build();
    }

    @Override
    public CommandProto expireSession(Command.ExpireSession command) {
        proto.getExpireSessionBuilder().setSession(command.session()).setRenewalsSeen(command.renewalsSeen());
        return proto.build();
    }

    @Override
    public CommandProto breakSession(Command.BreakSession command) {
        proto.getBreakSessionBuilder().setSession(command.session()).setBy(ActionCodec.encode(command.by()));
        return proto.build();
    }

    @Override
    public CommandProto acquire(Command.Acquire command) {
        proto.getAcquireBuilder()
                .setResource(command.resource())
                .setSession(command.session())
                .setQueue(command.queue())
                .setAttempt(command.attempt());
        return proto.build();
    }

    @Override
    public CommandProto cancelWait(Command.CancelWait command) {
        proto.getCancelWaitBuilder()
                .setResource(command.resource())
                .setSession(command.session())
                .setAttempt(command.attempt());
        return proto.build();
    }

    @Override
    public CommandProto release(Command.Release command) {
        proto.getReleaseBuilder().setLease(encode(command.lease()));
        return proto.build();
    }

    @Override
    public CommandProto transfer(Command.Transfer command) {
        proto.getTransferBuilder().setLease(encode(command.lease())).setToSession(command.toSession());
        return proto.build();
    }

    @Override
    public CommandProto requestHandover(Command.RequestHandover command) {
        proto.getRequestHandoverBuilder()
                .setResource(command.resource())
                .setExpectedToken(command.expectedToken())
                .setToSession(command.toSession())
                .setActor(command.actor())
                .setIdentity(command.identity().identity());
        return proto.build();
    }

    @Override
    public CommandProto breakLease(Command.BreakLease command) {
        proto.getBreakLeaseBuilder()
                .setResource(command.resource())
                .setExpectedToken(command.expectedToken())
                .setBy(ActionCodec.encode(command.by()));
        return proto.build();
    }

    @Override
    public CommandProto endLockDelay(Command.EndLockDelay command) {
        proto.getEndLockDelayBuilder().setResource(command.resource()).setToken(command.token());
        return proto.build();
    }

    @Override
    public CommandProto putRecord(Command.PutRecord command) {
        var put = proto.getPutRecordBuilder().setLease(encode(command.lease())).setSequence(command.sequence());
        command.expectedVersion().ifPresent(put::setExpectedVersion);
        command.value().ifPresent(value -> put.setValue(ByteString.copyFrom(value.toByteArray())));
        return proto.build();
    }

    @Override
    public CommandProto commitSteps(Command.CommitSteps command) {
        var steps = proto.getCommitStepsBuilder().setSession(command.session()).setNumber(command.number());
        command.steps().forEach(step -> steps.addSteps(StepCodec.encode(step)));
        return proto.build();
    }

    @Override
    public CommandProto changeAuth(Command.ChangeAuth command) {
        proto.getChangeAuthBuilder()
                .setChange(AuthEncoder.change(command.change()))
                .setBy(AuthEncoder.by(command.by()));
        return proto.build();
    }

    @Override
    public CommandProto changePolicies(Command.ChangePolicies command) {
        var change = PolicyCodec.encode(command.change()).setBy(ActionCodec.encode(command.by()));
        return PolicyCodec.hasTimes(command.change())
                ? proto.setChangePoliciesAndTimes(change).build()
                : proto.setChangePolicies(change).build();
    }

    @Override
    public CommandProto changePauses(Command.ChangePauses command) {
        return proto.setChangePauses(PauseCodec.encode(command)).build();
    }

    @Override
    public CommandProto requestPromotion(Command.RequestPromotion command) {
        return proto.setRequestPromotion(PromotionCodec.encode(command.request()))
                .build();
    }

    @Override
    public CommandProto cancelPromotion(Command.CancelPromotion command) {
        proto.getCancelPromotionBuilder()
                .setResource(command.resource())
                .setPromotion(command.promotion())
                .setBy(ActionCodec.encode(command.by()));
        return proto.build();
    }

    @Override
    public CommandProto completePromotion(Command.CompletePromotion command) {
        proto.getCompletePromotionBuilder().setLease(encode(command.lease())).setPromotion(command.promotion());
        return proto.build();
    }

    @Override
    public CommandProto endPeriod(Command.EndPeriod command) {
        return proto.setEndPeriod(PromotionCodec.encode(command)).build();
    }

    static SessionSpecProto encode(SessionSpec spec) {
        return SessionSpecProto.newBuilder()
                .setClientId(spec.clientId())
                .setIncarnation(spec.incarnation())
                .setHolder(spec.holder())
                .setRegion(spec.region())
                .setGeneration(spec.generation())
                .setTtlMillis(spec.ttlMillis())
                .setDriftBoundPpm(spec.driftBoundPpm())
                .setLockDelayMillis(spec.lockDelayMillis())
                .setOwner(spec.owner().identity())
                .build();
    }

    private static LeaseRefProto encode(LeaseRef ref) {
        return LeaseRefProto.newBuilder()
                .setResource(ref.resource())
                .setSession(ref.session())
                .setToken(ref.token())
                .build();
    }
}
