package io.arbiter.server.read;

import io.arbiter.core.auth.Permission;
import io.arbiter.core.auth.Rights;
import io.arbiter.core.machine.State;
import io.arbiter.core.policy.Scopes;
import io.arbiter.server.codec.policy.WirePauses;
import io.arbiter.server.replica.View;
import io.arbiter.v1.GetPausesRequest;
import io.arbiter.v1.GetPausesResponse;
import io.arbiter.v1.PauseInfo;
import java.util.List;

/** Answers about pauses, from a view of the state. The requests have been checked. */
public final class PauseReads {
    private PauseReads() {}

    public static GetPausesResponse getPauses(View view, GetPausesRequest request, Rights rights) {
        boolean readable = !request.hasResource() || rights.may(Permission.READ, request.getResource());
        return GetPausesResponse.newBuilder()
                .setRevision(LeaseReads.revision(view))
                .setVersion(view.state().pauses().version())
                .addAllPauses(visible(view.state(), rights).stream()
                        .filter(pause -> !request.hasResource()
                                || readable && Scopes.covers(pause.getScope(), request.getResource()))
                        .toList())
                .build();
    }

    /** Whoever may read something that a pause covers sees that pause. */
    public static List<PauseInfo> visible(State state, Rights rights) {
        return state.pauses().byScope().values().stream()
                .filter(pause -> Visible.shows(pause.scope(), rights))
                .map(WirePauses::info)
                .toList();
    }
}
