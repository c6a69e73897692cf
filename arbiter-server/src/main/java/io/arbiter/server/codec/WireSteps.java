package io.arbiter.server.codec;

import io.arbiter.core.steps.StepResult;
import io.arbiter.core.steps.StepsAnswer;
import io.arbiter.v1.CommitStepsResponse;
import io.arbiter.v1.ReleaseStepResult;

/** What came of several steps, to the wire. */
public final class WireSteps {
    private WireSteps() {}

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
