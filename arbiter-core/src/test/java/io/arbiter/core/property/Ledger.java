package io.arbiter.core.property;

import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.GrantBasis;
import io.arbiter.core.machine.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Writes down the facts of the model, and those that follow from them. */
final class Ledger {
    private static final Map<EndReason, GrantBasis> BASES = Map.of(
            EndReason.CONDEMNED,
            GrantBasis.CONDEMNED,
            EndReason.RELEASED,
            GrantBasis.RELEASED,
            EndReason.TRANSFERRED,
            GrantBasis.RELEASED,
            EndReason.EXPIRED,
            GrantBasis.EXPIRED,
            EndReason.BROKEN,
            GrantBasis.BROKEN,
            EndReason.TAKEN_OVER,
            GrantBasis.TAKEN_OVER);
    private final List<Fact> facts = new ArrayList<>();
    final Picture picture;
    final PolicyModel policies;
    final PauseModel pauses;
    final PromotionModel promotions;
    Fact.Moment now;

    Ledger(Limits limits) {
        this.picture = new Picture(limits);
        this.policies = new PolicyModel(picture);
        this.pauses = new PauseModel(picture);
        this.promotions = new PromotionModel(this);
    }

    void note(Fact fact) {
        facts.add(fact);
        fact.addTo(picture);
    }

    /** Everything noted so far. */
    int mark() {
        return facts.size();
    }

    /** As if nothing had been noted since. */
    void strikeOut(int mark) {
        facts.subList(mark, facts.size()).clear();
        picture.clear();
        facts.forEach(fact -> fact.addTo(picture));
    }

    Fact.Granted grant(String name, long session, long after) {
        if (picture.queue(name).containsKey(session)) {
            note(new Fact.Unqueued(name, session));
        }
        EndReason last = picture.lastEnds.get(name);
        var granted = new Fact.Granted(
                picture.tokensEver + 1, name, session, last == null ? GrantBasis.FIRST : BASES.get(last), now, after);
        note(granted);
        promotions.granted(granted);
        return granted;
    }

    Fact.Granted endAndGrant(Fact.Granted old, EndReason reason, long successor) {
        if (reason == EndReason.TRANSFERRED) {
            promotions.ending(old.resource(), reason);
        }
        note(new Fact.LeaseOver(old, reason));
        return grant(old.resource(), successor, old.token());
    }

    Optional<Fact.Granted> endAndGrantNext(String name, EndReason reason) {
        promotions.ending(name, reason);
        Fact.Granted old = picture.held.get(name);
        long mark = picture.marks.getOrDefault(old.token(), 0L);
        note(new Fact.LeaseOver(old, reason));
        if ((reason != EndReason.RELEASED || mark == 0)
                && promotions.target(name).isEmpty()) {
            confine(old, reason);
        }
        return grantNext(name, mark, old.token());
    }

    /** The holder died without a word, and nobody inherits. */
    void endUnreleased(String name, EndReason reason) {
        promotions.ending(name, reason);
        Fact.Granted old = picture.held.get(name);
        long mark = picture.marks.getOrDefault(old.token(), 0L);
        note(new Fact.LeaseOver(old, reason));
        long restMillis = policies.lockDelayMillis(
                name, picture.everOpened.get(old.session()).spec());
        if (restMillis > 0 || promotions.target(name).isEmpty()) {
            confine(old, reason);
        }
        if (restMillis > 0) {
            note(new Fact.Rested(name, old.token(), restMillis * 1_000_000));
        } else {
            grantNext(name, mark, old.token());
        }
    }

    private void confine(Fact.Granted old, EndReason reason) {
        if (stays(old.resource(), reason)) {
            note(new Fact.Confined(old));
        }
    }

    private boolean stays(String name, EndReason reason) {
        boolean silent = Set.of(EndReason.EXPIRED, EndReason.TAKEN_OVER, EndReason.CONDEMNED)
                .contains(reason);
        return silent && policies.isManual(name) || pauses.keeps(name, reason);
    }

    void unconfineWhatMayMove() {
        List.copyOf(picture.confined.keySet()).stream()
                .filter(name -> !stays(name, picture.lastEnds.get(name)))
                .forEach(name -> unconfine(name, 0));
    }

    /** @param after as in {@link Fact.Granted} */
    Optional<Fact.Granted> unconfine(String name, long after) {
        note(new Fact.Unconfined(name));
        return picture.rests.containsKey(name) ? Optional.empty() : grantNext(name, 0, after);
    }

    Optional<Fact.Granted> grantNext(String name, long preferred, long after) {
        Optional<Long> target = promotions.target(name);
        if (target.isPresent()) {
            return Optional.of(grant(name, target.get(), after));
        }
        List<Long> order = policies.order(name);
        if (order.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(grant(name, order.contains(preferred) ? preferred : order.get(0), after));
    }

    void leave(String name, long session) {
        note(new Fact.Unqueued(name, session));
        Fact.Granted holder = picture.held.get(name);
        if (holder != null && picture.marks.getOrDefault(holder.token(), 0L) == session) {
            note(new Fact.Marked(holder, promotions.wish(name)));
        }
        promotions.left(name);
    }

    int endSession(long session, EndReason reason) {
        picture.waitedForBy(session).forEach(name -> leave(name, session));
        List<String> held = picture.heldBy(session);
        Fact.Opened opened = picture.live.get(session);
        for (String name : held) {
            if (reason == EndReason.EXPIRED) {
                endUnreleased(name, reason);
            } else {
                endAndGrantNext(name, reason);
            }
        }
        note(new Fact.SessionOver(opened, reason, held.size()));
        return held.size();
    }

    void inherit(Fact.Opened dead, long heir) {
        picture.waitedForBy(dead.session()).forEach(name -> leave(name, dead.session()));
        List<String> held = picture.heldBy(dead.session());
        for (String name : held) {
            boolean moves = !picture.region(heir).equals(dead.spec().region());
            boolean kept = moves && policies.isManual(name) || pauses.keepsFromHeir(name, heir);
            if (policies.violation(name, heir).isPresent() || kept || picture.condemned.containsKey(name)) {
                endUnreleased(name, EndReason.TAKEN_OVER);
            } else {
                endAndGrant(picture.held.get(name), EndReason.TAKEN_OVER, heir);
            }
        }
        note(new Fact.SessionOver(dead, EndReason.TAKEN_OVER, held.size()));
    }

    void forgetTheIdle() {
        var forgotten = new TreeSet<>(picture.lastEnds.keySet());
        forgotten.removeAll(picture.known());
        forgotten.forEach(name -> note(new Fact.Forgotten(name)));
    }
}
