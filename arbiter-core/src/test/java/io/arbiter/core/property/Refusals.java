package io.arbiter.core.property;

import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import java.util.Optional;

/** The reason that a thing named by a command is absent. */
record Refusals(Picture picture) {

    Outcome absent(long session) {
        return over(session)
                .<Outcome>map(over -> new Refusal.SessionOver(session, over.reason()))
                .orElse(new Refusal.SessionUnknown(session));
    }

    Optional<Fact.SessionOver> over(long session) {
        return picture.rememberedSessions().stream()
                .filter(o -> o.opened().session() == session)
                .findAny();
    }

    Optional<Outcome> stale(LeaseRef ref) {
        Fact.Granted holder = picture.held.get(ref.resource());
        return stale(ref.resource(), ref.token())
                .or(() -> holder.session() == ref.session()
                        ? Optional.empty()
                        : Optional.of(new Refusal.LeaseHeld(picture.lease(holder))));
    }

    Optional<Outcome> stale(String name, long token) {
        Fact.Granted holder = picture.held.get(name);
        if (holder == null) {
            return Optional.of(new Refusal.NotHeld(name, token));
        }
        return holder.token() == token
                ? Optional.empty()
                : Optional.of(new Refusal.StaleToken(token, picture.lease(holder)));
    }

    Optional<Outcome> notWaiting(String name, long session) {
        return picture.queue(name).containsKey(session)
                ? Optional.empty()
                : Optional.of(new Refusal.TargetNotWaiting(name, session));
    }
}
