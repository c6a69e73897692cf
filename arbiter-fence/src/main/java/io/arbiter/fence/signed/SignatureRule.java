package io.arbiter.fence.signed;

import io.arbiter.fence.signed.UntrustedTokenException.Reason;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which tokens may raise a guard's mark. A token at the mark needs no signature: what raised the mark had one. So a
 * signature is looked at once a grant, and S4 rests on none of this.
 *
 * <p>{@link #required} refuses what is not signed. {@link #ifShown} takes plain numbers too: it finds mistakes, e.g. a
 * writer of the wrong region, and stops nobody who leaves the signature out; it is for the time in which writers learn
 * to pass theirs on. {@link #inRegion} binds either to a region. Immutable, and thread-safe as its keys are.
 */
public final class SignatureRule {
    private final Supplier<TrustedKeys> keys;
    private final boolean required;
    private final Optional<String> region;
    private final Clock clock;

    private SignatureRule(Supplier<TrustedKeys> keys, boolean required, Optional<String> region, Clock clock) {
        this.keys = keys;
        this.required = required;
        this.region = region;
        this.clock = clock;
    }

    /** Only signed tokens raise the mark. @param keys asked for each raise; see {@link TrustedKeysFile} */
    public static SignatureRule required(Supplier<TrustedKeys> keys) {
        return new SignatureRule(Objects.requireNonNull(keys, "keys"), true, Optional.empty(), Clock.systemUTC());
    }

    /** A signature that is shown must be right; plain numbers raise the mark too. @param keys as {@link #required} */
    public static SignatureRule ifShown(Supplier<TrustedKeys> keys) {
        return new SignatureRule(Objects.requireNonNull(keys, "keys"), false, Optional.empty(), Clock.systemUTC());
    }

    /** The same, for tokens of holders in this region alone. */
    public SignatureRule inRegion(String onlyRegion) {
        return new SignatureRule(keys, required, Optional.of(onlyRegion), clock);
    }

    /** The same by another wall clock, for tests. A clock that is wrong by hours refuses, or takes old signatures. */
    public SignatureRule at(Clock otherClock) {
        return new SignatureRule(keys, required, region, otherClock);
    }

    /** @throws UntrustedTokenException if a plain number may not raise the mark */
    public void admitPlain(String resource, long token) {
        if (required) {
            throw new UntrustedTokenException(
                    Reason.UNSIGNED,
                    "token " + token + " of '" + resource + "' is above the mark and not signed: pass the lease's"
                            + " signed token");
        }
    }

    /** @throws UntrustedTokenException if this token may not raise the mark of its resource */
    public void admit(SignedToken token) {
        keys.get().verify(token);
        if (region.filter(bound -> !bound.equals(token.region())).isPresent()) {
            throw new UntrustedTokenException(
                    Reason.OTHER_REGION,
                    "the token was granted to region '" + token.region() + "', and this guard is bound to "
                            + region.get());
        }
        Instant now = clock.instant();
        if (now.isAfter(token.notAfter())) {
            throw new UntrustedTokenException(
                    Reason.EXPIRED,
                    "the token could be shown until " + token.notAfter() + ", and this clock says " + now
                            + ": the holder has a newer one, or the clock is wrong");
        }
    }

    /** @throws UntrustedTokenException if the signed token is one for another resource */
    public static void requireResource(String resource, SignedToken token) {
        if (!token.resource().equals(resource)) {
            throw new UntrustedTokenException(
                    Reason.OTHER_RESOURCE,
                    "the token was granted for '" + token.resource() + "', and shown for '" + resource + "'");
        }
    }
}
