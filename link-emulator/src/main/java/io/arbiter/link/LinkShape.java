package io.arbiter.link;

import java.time.Duration;

/**
 * How a link treats what passes it.
 *
 * @param delay          one way, 0 to 60 s
 * @param jitter         added to the delay, drawn evenly from 0 to this; never reorders
 * @param bytesPerSecond shared by all connections over the link; 0 means unlimited
 */
public record LinkShape(Duration delay, Duration jitter, long bytesPerSecond) {
    static final Duration LONGEST = Duration.ofSeconds(60);

    /** Neither delay nor limit. */
    public static final LinkShape NONE = new LinkShape(Duration.ZERO, Duration.ZERO, 0);

    public LinkShape {
        requireSane("delay", delay);
        requireSane("jitter", jitter);
        if (bytesPerSecond < 0) {
            throw new IllegalArgumentException("bytesPerSecond is " + bytesPerSecond
                    + ": expected 0 (unlimited) or more");
        }
    }

    /** This shape with another delay. */
    public LinkShape withDelay(Duration newDelay) {
        return new LinkShape(newDelay, jitter, bytesPerSecond);
    }

    private static void requireSane(String name, Duration value) {
        if (value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " is " + value + ": expected 0 to " + LONGEST);
        }
    }
}
