package io.arbiter.cli;

import io.arbiter.v1.ChangePausesRequest;
import io.arbiter.v1.ChangePausesResponse;
import io.arbiter.v1.GetPausesResponse;
import io.arbiter.v1.PauseInfo;

/** One pause that never changes, whatever is asked for. */
final class FakePauses {
    static final PauseInfo DRILL = PauseInfo.newBuilder()
            .setScope("tenants/eu/")
            .setActor("ops")
            .setIdentity("spiffe://arbiter/operator/jane")
            .setComment("drill of eu")
            .setSinceWallMillis(1_790_000_000_000L)
            .setVersion(3)
            .build();

    private FakePauses() {}

    static GetPausesResponse get() {
        return GetPausesResponse.newBuilder()
                .setRevision(100)
                .setVersion(DRILL.getVersion())
                .addPauses(DRILL)
                .build();
    }

    static ChangePausesResponse change(ChangePausesRequest request) {
        if (request.getPaused() && request.getScope().equals(DRILL.getScope())) {
            throw FakeArbiter.refuse(
                    9,
                    "ALREADY_PAUSED",
                    "failover of tenants/eu/ is paused since 2026-09-21T14:13:20Z by ops (drill of eu) already",
                    "scope",
                    request.getScope());
        }
        if (!request.getPaused() && !request.getScope().equals(DRILL.getScope())) {
            throw FakeArbiter.refuse(
                    9, "NOT_PAUSED", "failover of all resources is not paused by a pause of its own", "scope", "");
        }
        return ChangePausesResponse.newBuilder()
                .setVersion(DRILL.getVersion() + 1)
                .build();
    }
}
