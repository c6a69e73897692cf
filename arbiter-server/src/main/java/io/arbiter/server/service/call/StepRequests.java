package io.arbiter.server.service.call;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.RecordValue;
import io.arbiter.core.command.Step;
import io.arbiter.server.failure.CallException;
import io.arbiter.v1.CommitStepsRequest;
import io.arbiter.v1.PutRecordStep;
import java.util.Optional;
import java.util.OptionalLong;

/** Requests of several steps as commands. */
final class StepRequests {
    private StepRequests() {}

    /** @throws RuntimeException if the shape is wrong */
    static Command command(CommitStepsRequest request) {
        return new Command.CommitSteps(
                request.getSessionId(),
                request.getNumber(),
                request.getStepsList().stream().map(StepRequests::step).toList());
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
}
