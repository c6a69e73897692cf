package io.arbiter.chaos.check;

import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.History.Call;
import io.arbiter.chaos.history.OperationType;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * S4: once a guard has accepted a token, it never again accepts one below it; and it rejects only tokens for which a
 * higher one can have been presented.
 *
 * <p>A write of unknown fate counts as accepted if its value was read. A call that fails counts as rejected for its
 * token; failures for another reason belong in the history as INFO.
 */
public final class GuardOrder implements Checker {
    private static final String NAME = "guard-order";

    @Override
    public Verdict check(History history) {
        List<Call> guarded = history.calls("guarded_read", "guarded_write");
        for (List<Call> ofResource : History.by("resource", guarded).values()) {
            List<Accepted> accepted = Accepted.of(ofResource);
            Optional<Verdict> found =
                    rejectedYetDone(accepted).or(() -> backwards(accepted)).or(() -> groundless(ofResource));
            if (found.isPresent()) {
                return found.get();
            }
        }
        long rejected = guarded.stream().filter(GuardOrder::isRejected).count();
        return Verdict.valid(
                NAME,
                "%d guarded calls, %d rejected, no token accepted after a higher one"
                        .formatted(guarded.size(), rejected));
    }

    private static boolean isRejected(Call call) {
        return call.outcome() == OperationType.FAIL;
    }

    private static Optional<Verdict> backwards(List<Accepted> accepted) {
        List<Accepted> higherFirst = accepted.stream()
                .sorted(Comparator.comparingLong((Accepted one) -> one.call().presentedToken())
                        .reversed())
                .toList();
        for (Accepted late : accepted) {
            for (Accepted higher : higherFirst) {
                if (higher.call().presentedToken() <= late.call().presentedToken()) {
                    break;
                }
                if (higher.by() <= late.call().invokedAt()) {
                    return Optional.of(Verdict.invalid(
                            NAME,
                            "%s: token %d was accepted after token %d: %s"
                                    .formatted(
                                            late.call().resource(),
                                            late.call().presentedToken(),
                                            higher.call().presentedToken(),
                                            Evidence.words(late.call())),
                            Evidence.of(higher.call(), higher.shownBy(), late.call(), late.shownBy())));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Verdict> rejectedYetDone(List<Accepted> accepted) {
        return accepted.stream()
                .filter(one -> isRejected(one.call()))
                .findFirst()
                .map(one -> Verdict.invalid(
                        NAME,
                        "%s: a write was rejected, and yet its value was read: %s"
                                .formatted(one.call().resource(), Evidence.words(one.call())),
                        Evidence.of(one.call(), one.shownBy())));
    }

    private static Optional<Verdict> groundless(List<Call> guarded) {
        for (Call call : guarded) {
            if (isRejected(call)
                    && guarded.stream()
                            .noneMatch(other -> other.presentedToken() > call.presentedToken()
                                    && other.invokedAt() < call.completedAt())) {
                return Optional.of(Verdict.invalid(
                        NAME,
                        "%s: token %d was rejected though no higher one had been "
                                        .formatted(call.resource(), call.presentedToken())
                                + "presented",
                        Evidence.of(call)));
            }
        }
        return Optional.empty();
    }
}
