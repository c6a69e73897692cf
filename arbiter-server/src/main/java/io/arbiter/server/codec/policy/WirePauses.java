package io.arbiter.server.codec.policy;

import io.arbiter.core.event.Event;
import io.arbiter.core.pause.Pause;
import io.arbiter.v1.PauseInfo;

/** Pauses on the wire. */
public final class WirePauses {
    private WirePauses() {}

    public static PauseInfo info(Pause pause) {
        return PauseInfo.newBuilder()
                .setScope(pause.scope())
                .setActor(pause.by().actor())
                .setComment(pause.by().comment())
                .setIdentity(pause.by().identity().identity())
                .setSinceWallMillis(pause.sinceWallMillis())
                .setVersion(pause.version())
                .build();
    }

    /** Adds an event that a pause causes. */
    static void change(io.arbiter.v1.Event.Builder proto, Event.Change change) {
        if (change instanceof Event.FailoverPaused paused) {
            proto.getFailoverPausedBuilder().setPause(info(paused.pause()));
        } else if (change instanceof Event.FailoverResumed resumed) {
            proto.getFailoverResumedBuilder()
                    .setPause(info(resumed.pause()))
                    .setVersion(resumed.version())
                    .setActor(resumed.by().actor())
                    .setComment(resumed.by().comment())
                    .setIdentity(resumed.by().identity().identity());
        } else {
            WirePromotions.change(proto, change);
        }
    }
}
