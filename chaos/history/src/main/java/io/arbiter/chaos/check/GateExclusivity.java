package io.arbiter.chaos.check;

import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.History.Call;
import io.arbiter.chaos.history.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * S3: gates of different clients on one resource are never open at the same time, by the observer's clock; and no gate
 * is seen open after another client's grant with a larger token was acknowledged.
 *
 * <p>A gate counts as open from the time of its INVOKE to {@code until}, if its completion has that (the time that the
 * observer's clock showed <em>just before</em> the last look that found the gate open), else to the time of its OK. A
 * gate without an OK counts at its INVOKE only. To be fair, INVOKE must be recorded after the look, and {@code until}
 * must be read before it.
 */
public final class GateExclusivity implements Checker {
    private static final String NAME = "gate-exclusivity";

    private record Open(Call call, long from, long until) {
        static Open of(Call gate) {
            long from = gate.invocation().time();
            if (!gate.isOk()) {
                return new Open(gate, from, from);
            }
            Operation end = gate.result();
            return new Open(gate, from, Math.max(from, end.has("until") ? end.number("until") : end.time()));
        }

        boolean overlaps(Open other) {
            return from <= other.until && other.from <= until;
        }
    }

    @Override
    public Verdict check(History history) {
        List<Call> gates = history.calls("gate");
        List<Call> acquires =
                history.calls("acquire").stream().filter(Call::isOk).toList();
        var acquiresOf = History.by("resource", acquires);
        for (var ofResource : History.by("resource", gates).entrySet()) {
            List<Open> open = ofResource.getValue().stream().map(Open::of).toList();
            Optional<Verdict> found =
                    overlap(open).or(() -> overtaken(open, acquiresOf.getOrDefault(ofResource.getKey(), List.of())));
            if (found.isPresent()) {
                return found.get();
            }
        }
        return Verdict.valid(NAME, "%d gates, none open beside another client's or its grant".formatted(gates.size()));
    }

    /** @param gates in the order in which they opened */
    private static Optional<Verdict> overlap(List<Open> gates) {
        List<Open> stillOpen = new ArrayList<>();
        for (Open gate : gates) {
            stillOpen.removeIf(other -> other.until < gate.from);
            for (Open other : stillOpen) {
                if (!gate.call.client().equals(other.call.client()) && gate.overlaps(other)) {
                    return Optional.of(Verdict.invalid(
                            NAME,
                            "%s: %s and %s both had an open gate at %s (%s)"
                                    .formatted(
                                            gate.call.resource(),
                                            named(other),
                                            named(gate),
                                            Evidence.seconds(gate.from),
                                            together(gate, other)),
                            Evidence.of(other.call, gate.call)));
                }
            }
            stillOpen.add(gate);
        }
        return Optional.empty();
    }

    private static String together(Open gate, Open other) {
        long nanos = Math.min(gate.until, other.until) - gate.from;
        return nanos == 0 ? "for one look" : "for " + Evidence.seconds(nanos);
    }

    private static Optional<Verdict> overtaken(List<Open> gates, List<Call> acquires) {
        for (Open gate : gates) {
            for (Call acquire : acquires) {
                long larger = acquire.result().number("token");
                if (!acquire.client().equals(gate.call.client())
                        && larger > gate.call.presentedToken()
                        && acquire.result().time() < gate.until) {
                    return Optional.of(Verdict.invalid(
                            NAME,
                            ("%s: %s still had an open gate %s after %s was granted " + "token %d")
                                    .formatted(
                                            gate.call.resource(),
                                            named(gate),
                                            Evidence.seconds(gate.until
                                                    - acquire.result().time()),
                                            acquire.client(),
                                            larger),
                            Evidence.of(gate.call, acquire)));
                }
            }
        }
        return Optional.empty();
    }

    private static String named(Open gate) {
        return "%s (token %d)".formatted(gate.call.client(), gate.call.presentedToken());
    }
}
