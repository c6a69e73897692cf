package io.arbiter.server.config;

import io.arbiter.core.restore.RestoreRule;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * The value above which the tokens of a new cluster start: a number, or derived from the clock as a restored cluster's.
 *
 * @param token 0 or more; empty: derived
 */
public record TokenFloor(OptionalLong token) {
    /** Tokens start at 1, as for storage that has seen none. */
    public static final TokenFloor NONE = new TokenFloor(OptionalLong.of(0));

    private static final String DERIVED = "derived";
    /** Leaves more tokens above it than any cluster can use up. */
    private static final long MAX = 1L << 62;

    /** @throws IllegalArgumentException if it is neither {@code derived} nor a whole number from 0 to 2^62 */
    public static TokenFloor parse(String text) {
        if (text.equals(DERIVED)) {
            return new TokenFloor(OptionalLong.empty());
        }
        if (!text.matches("[0-9]{1,19}") || Long.compareUnsigned(Long.parseUnsignedLong(text), MAX) > 0) {
            throw new IllegalArgumentException(text);
        }
        return new TokenFloor(OptionalLong.of(Long.parseLong(text)));
    }

    /** The token above which a cluster formed at this instant starts; 0 if derived by a clock before 2026. */
    public long at(Instant now) {
        return token.orElse(RestoreRule.beginningAt(now));
    }

    /** Whether nothing can be derived: the clock stands before the rule's epoch. */
    public boolean isUnknownAt(Instant now) {
        return token.isEmpty() && RestoreRule.beginningAt(now) == 0;
    }

    /** Whether a cluster that has granted this token is past the floor. */
    public boolean isBelow(long lastToken) {
        return lastToken >= token.orElse(RestoreRule.TOKENS_PER_SECOND);
    }

    /** The floor as written in a configuration. */
    @Override
    public String toString() {
        return token.isPresent() ? Long.toString(token.getAsLong()) : DERIVED;
    }
}
