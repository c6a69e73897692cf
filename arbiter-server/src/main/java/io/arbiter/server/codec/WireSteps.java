package io.arbiter.server.codec;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.RecordValue;
import io.arbiter.core.command.Step;
import io.arbiter.core.steps.StepResult;
import io.arbiter.core.steps.StepsAnswer;
import io.arbiter.server.failure.CallException;
import io.arbiter.v1.CommitStepsRequest;
import io.arbiter.v1.CommitStepsResponse;
import io.arbiter.v1.PutRecordStep;
import io.arbiter.v1.ReleaseStepResult;
import java.util.Optional;
import java.util.OptionalLong;

/** Calls with several steps, from the wire and to it. */
public final class WireSteps {
    private WireSteps() {}

    /** @throws RuntimeException if the shape is wrong */
    public static Command command(CommitStepsRequest request) {
        return new Command.CommitSteps(
                request.getSessionId(),
                request.getNumber(),
                request.getStepsList().stream().map(WireSteps::step).toList());
    }

    private static Step step(io.arbiter.v1.Step step) {
        return switch (step.getStepCase()) {
            case ACQUIRE -> new Step.Acquire(step.getAcquire().getResource());
            case PUT_RECORD -> put(step.getPutRecord());
            case RELEASE ->
                new Step.Release(
                        step.getRelease().getResource(), step.getRelease().getToken());
            default ->
                throw CallException.invalid("step", "not set, or unknown to this release", "one of arbiter.v1.Step");
        };
    }

    private static Step put(PutRecordStep put) {
        return new Step.Put(
                put.getResource(),
                put.getToken(),
                put.getSequence(),
                put.hasExpectedVersion() ? OptionalLong.of(put.getExpectedVersion()) : OptionalLong.empty(),
                put.hasValue() ? Optional.of(new RecordValue(put.getValue().toByteArray())) : Optional.empty());
    }

    public static CommitStepsResponse response(StepsAnswer answer) {
        var response =
                CommitStepsResponse.newBuilder().setRevision(answer.revision()).setWallMillis(answer.wallMillis());
        answer.results().forEach(result -> response.addResults(result(result)));
        return response.build();
    }

    private static io.arbiter.v1.StepResult result(StepResult result) {
        var wire = io.arbiter.v1.StepResult.newBuilder();
        if (result instanceof StepResult.Granted granted) {
            wire.getAcquireBuilder().setToken(granted.token()).setBasis(WireMessages.basis(granted.basis()));
        } else if (result instanceof StepResult.Put put) {
            wire.getPutRecordBuilder().setVersion(put.version());
        } else {
            wire.setRelease(ReleaseStepResult.getDefaultInstance());
        }
        return wire.build();
    }
}
