package io.arbiter.server.service.call;

import io.arbiter.core.auth.ChangedBy;
import io.arbiter.core.auth.Principal;
import io.arbiter.core.auth.SigningKey;
import io.arbiter.core.command.Command;
import io.arbiter.core.command.InvalidCommandException;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.command.NewNames;
import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.command.RecordValue;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.server.codec.auth.WireAuth;
import io.arbiter.server.codec.policy.WirePolicies;
import io.arbiter.server.codec.policy.WirePromotions;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.read.ReadRequests;
import io.arbiter.v1.AcquireRequest;
import io.arbiter.v1.Call;
import io.arbiter.v1.ChangeAuthRequest;
import io.arbiter.v1.ChangePausesRequest;
import io.arbiter.v1.ChangePoliciesRequest;
import io.arbiter.v1.OpenSessionRequest;
import io.arbiter.v1.PutRecordRequest;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Requests as commands, with the defaults filled in. The commands' constructors check the shape; names new to the
 * cluster are checked here.
 */
final class RequestCommands {
    static final long DEFAULT_TTL_MILLIS = 5_000;
    static final int DEFAULT_DRIFT_BOUND_PPM = 10_000;

    private final LongSupplier attempts;
    private final Supplier<SigningKey> newKeys;
    private final KnownRegions regions;

    /**
     * @param attempts random numbers for attempts that their callers have not numbered
     * @param newKeys draws keys for rotations: randomness has no place in what is replicated
     */
    RequestCommands(LongSupplier attempts, Supplier<SigningKey> newKeys, KnownRegions regions) {
        this.attempts = attempts;
        this.newKeys = newKeys;
        this.regions = regions;
    }

    /** @throws RuntimeException if the request's shape is wrong, or uses a name that must not be new */
    Command of(Call call, Principal caller) {
        Command command = command(call, caller);
        NewNames.require(command);
        if (command instanceof Command.OpenSession open) {
            regions.require(open.spec().region());
        }
        if (call.hasRequestPromotion()) {
            regions.require(call.getRequestPromotion().getToRegion());
        }
        if (call.hasChangePolicies()) {
            WirePolicies.regions(call.getChangePolicies().getPutsList()).forEach(regions::require);
        }
        return command;
    }

    private Command command(Call call, Principal caller) {
        return switch (call.getRequestCase()) {
            case OPEN_SESSION -> openSession(call.getOpenSession(), caller);
            case RENEW_SESSION ->
                new Command.RenewSession(
                        call.getRenewSession().getSessionId(),
                        call.getRenewSession().getKnownHoldingsVersion(),
                        call.getRenewSession().getClosesCondemned());
            case CLOSE_SESSION ->
                new Command.CloseSession(call.getCloseSession().getSessionId());
            case BREAK_SESSION ->
                new Command.BreakSession(
                        call.getBreakSession().getSessionId(),
                        new OperatorAction(
                                call.getBreakSession().getActor(),
                                call.getBreakSession().getComment(),
                                caller));
            case PUT_RECORD -> putRecord(call.getPutRecord());
            case COMMIT_STEPS -> StepRequests.command(call.getCommitSteps());
            case CHANGE_AUTH -> changeAuth(call.getChangeAuth(), caller);
            case CHANGE_POLICIES -> changePolicies(call.getChangePolicies(), caller);
            case CHANGE_PAUSES -> changePauses(call.getChangePauses(), caller);
            case REQUEST_PROMOTION ->
                new Command.RequestPromotion(WirePromotions.request(call.getRequestPromotion(), caller));
            case CANCEL_PROMOTION -> WirePromotions.cancel(call.getCancelPromotion(), caller);
            case COMPLETE_PROMOTION -> WirePromotions.complete(call.getCompletePromotion());
            default -> leaseCommand(call, caller);
        };
    }

    private Command leaseCommand(Call call, Principal caller) {
        return switch (call.getRequestCase()) {
            case ACQUIRE -> acquire(call.getAcquire());
            case CANCEL_WAIT ->
                new Command.CancelWait(
                        call.getCancelWait().getResource(),
                        call.getCancelWait().getSessionId(),
                        call.getCancelWait().getAttempt());
            case RELEASE ->
                new Command.Release(new LeaseRef(
                        call.getRelease().getResource(),
                        call.getRelease().getSessionId(),
                        call.getRelease().getToken()));
            case TRANSFER ->
                new Command.Transfer(
                        new LeaseRef(
                                call.getTransfer().getResource(),
                                call.getTransfer().getSessionId(),
                                call.getTransfer().getToken()),
                        call.getTransfer().getToSessionId());
            case REQUEST_HANDOVER ->
                new Command.RequestHandover(
                        call.getRequestHandover().getResource(),
                        call.getRequestHandover().getExpectedToken(),
                        call.getRequestHandover().getToSessionId(),
                        call.getRequestHandover().getActor(),
                        caller);
            case BREAK_LEASE ->
                new Command.BreakLease(
                        call.getBreakLease().getResource(),
                        call.getBreakLease().getExpectedToken(),
                        new OperatorAction(
                                call.getBreakLease().getActor(),
                                call.getBreakLease().getComment(),
                                caller));
            default ->
                throw CallException.invalid(
                        "request", "not set, or unknown to this release", "one of the requests of arbiter.v1.Call");
        };
    }

    private Command changeAuth(ChangeAuthRequest request, Principal caller) {
        try {
            return new Command.ChangeAuth(
                    WireAuth.change(request.getChange(), newKeys), new ChangedBy(caller, request.getComment()));
        } catch (InvalidCommandException named) {
            throw named;
        } catch (IllegalArgumentException unknown) {
            throw CallException.invalid("change", unknown.getMessage(), "one that this release knows");
        }
    }

    private static Command changePolicies(ChangePoliciesRequest request, Principal caller) {
        ReadRequests.failovers(request.getPutsList());
        return new Command.ChangePolicies(
                WirePolicies.change(request.getExpectedVersion(), request.getPutsList(), request.getDeletesList()),
                new OperatorAction(request.getActor(), request.getComment(), caller));
    }

    private static Command changePauses(ChangePausesRequest request, Principal caller) {
        return new Command.ChangePauses(
                request.getPaused(),
                request.getScope(),
                request.getExpectedVersion(),
                new OperatorAction(request.getActor(), request.getComment(), caller));
    }

    private static Command openSession(OpenSessionRequest request, Principal caller) {
        var spec = new SessionSpec(
                request.getClientId(),
                request.getIncarnation(),
                request.getHolder(),
                request.getRegion(),
                request.getGeneration(),
                request.getTtlMillis() == 0 ? DEFAULT_TTL_MILLIS : request.getTtlMillis(),
                request.getDriftBoundPpm() == 0 ? DEFAULT_DRIFT_BOUND_PPM : request.getDriftBoundPpm(),
                request.getLockDelayMillis(),
                caller);
        return new Command.OpenSession(
                spec,
                request.getAcquiresList().stream()
                        .map(first -> new Command.FirstAcquire(first.getResource(), first.getWait()))
                        .toList());
    }

    private Command acquire(AcquireRequest request) {
        long attempt = request.getAttempt();
        while (attempt == 0) {
            attempt = attempts.getAsLong();
        }
        return new Command.Acquire(request.getResource(), request.getSessionId(), request.getWait(), attempt);
    }

    private static Command putRecord(PutRecordRequest request) {
        var lease = new LeaseRef(request.getResource(), request.getSessionId(), request.getToken());
        return new Command.PutRecord(
                lease,
                request.getSequence(),
                request.hasExpectedVersion() ? OptionalLong.of(request.getExpectedVersion()) : OptionalLong.empty(),
                request.hasValue()
                        ? Optional.of(new RecordValue(request.getValue().toByteArray()))
                        : Optional.empty());
    }
}
