package io.arbiter.server.codec.policy;

import io.arbiter.core.command.Command;
import io.arbiter.core.event.Event;
import io.arbiter.core.pause.Pause;
import io.arbiter.core.pause.Pauses;
import io.arbiter.internal.v1.ChangePauses;
import io.arbiter.internal.v1.EventProto;
import io.arbiter.internal.v1.PauseProto;
import java.util.List;
import java.util.TreeMap;

/** Pauses as they stand in log and snapshots, and back. */
public final class PauseCodec {
    private PauseCodec() {}

    public static ChangePauses encode(Command.ChangePauses command) {
        return ChangePauses.newBuilder()
                .setPaused(command.paused())
                .setScope(command.scope())
                .setExpectedVersion(command.expectedVersion())
                .setBy(ActionCodec.encode(command.by()))
                .build();
    }

    public static Command decode(ChangePauses proto) {
        return new Command.ChangePauses(
                proto.getPaused(), proto.getScope(), proto.getExpectedVersion(), ActionCodec.decode(proto.getBy()));
    }

    public static PauseProto encode(Pause pause) {
        return PauseProto.newBuilder()
                .setScope(pause.scope())
                .setBy(ActionCodec.encode(pause.by()))
                .setSinceWallMillis(pause.sinceWallMillis())
                .setVersion(pause.version())
                .build();
    }

    public static Pause decode(PauseProto proto) {
        return new Pause(
                proto.getScope(), ActionCodec.decode(proto.getBy()), proto.getSinceWallMillis(), proto.getVersion());
    }

    public static Pauses pauses(long version, List<Pause> all) {
        var byScope = new TreeMap<String, Pause>();
        all.forEach(pause -> byScope.put(pause.scope(), pause));
        return new Pauses(version, byScope);
    }

    public static EventProto.FailoverResumed encode(Event.FailoverResumed resumed) {
        return EventProto.FailoverResumed.newBuilder()
                .setPause(encode(resumed.pause()))
                .setVersion(resumed.version())
                .setBy(ActionCodec.encode(resumed.by()))
                .build();
    }

    public static Event.FailoverResumed decode(EventProto.FailoverResumed proto) {
        return new Event.FailoverResumed(
                decode(proto.getPause()), proto.getVersion(), ActionCodec.decode(proto.getBy()));
    }
}
