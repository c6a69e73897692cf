package io.arbiter.server.codec.policy;

import io.arbiter.core.auth.Principal;
import io.arbiter.core.command.OperatorAction;
import io.arbiter.internal.v1.InterventionProto;

/** Who acted, and why, as it stands in log and snapshots, and back. */
public final class ActionCodec {
    private ActionCodec() {}

    public static InterventionProto encode(OperatorAction by) {
        return InterventionProto.newBuilder()
                .setActor(by.actor())
                .setComment(by.comment())
                .setIdentity(by.identity().identity())
                .build();
    }

    public static OperatorAction decode(InterventionProto by) {
        return new OperatorAction(by.getActor(), by.getComment(), new Principal(by.getIdentity()));
    }
}
