package io.arbiter.client.internal.request;

import io.arbiter.client.model.Event;
import io.arbiter.client.model.policy.Pause;
import io.arbiter.client.model.policy.PauseList;
import io.arbiter.v1.GetPausesResponse;
import io.arbiter.v1.PauseInfo;
import java.time.Instant;

/** What concerns pauses, from the wire. */
final class PausesFromWire {
    private PausesFromWire() {}

    static PauseList list(GetPausesResponse answer) {
        return new PauseList(
                answer.getRevision(),
                answer.getVersion(),
                answer.getPausesList().stream().map(PausesFromWire::pause).toList());
    }

    private static Pause pause(PauseInfo pause) {
        return new Pause(
                pause.getScope(),
                pause.getActor(),
                pause.getComment(),
                pause.getIdentity(),
                Instant.ofEpochMilli(pause.getSinceWallMillis()),
                pause.getVersion());
    }

    static Event event(long revision, Instant at, io.arbiter.v1.Event.FailoverPaused paused) {
        return new Event.FailoverPaused(revision, at, pause(paused.getPause()));
    }

    static Event event(long revision, Instant at, io.arbiter.v1.Event.FailoverResumed resumed) {
        return new Event.FailoverResumed(
                revision,
                at,
                pause(resumed.getPause()),
                resumed.getVersion(),
                resumed.getActor(),
                resumed.getComment(),
                resumed.getIdentity());
    }
}
