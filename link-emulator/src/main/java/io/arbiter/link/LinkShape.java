package io.arbiter.link;

import java.time.Duration;

/**
 * Treatment of the traffic that passes a link.
 *
 * @param delay          one way, 0 to 60 s
 * @param jitter         added to the delay, drawn evenly from 0 to this; never reorders
 * @param bytesPerSecond shared by all connections over the link; 0 means unlimited
 * @param loss           the share of segments that are lost, 0 to 0.9. TCP sends them again, so the bytes come late,
 *                       and hold up those behind them: see {@link Retransmission}
 */
public record LinkShape(Duration delay, Duration jitter, long bytesPerSecond, double loss) {
    static final Duration LONGEST = Duration.ofSeconds(60);
    private static final double HIGHEST_LOSS = 0.9;

    /** Neither delay nor limit nor loss. */
    public static final LinkShape NONE = new LinkShape(Duration.ZERO, Duration.ZERO, 0);

    public LinkShape {
        requireSane("delay", delay);
        requireSane("jitter", jitter);
        if (bytesPerSecond < 0) {
            throw new IllegalArgumentException(
                    "bytesPerSecond is " + bytesPerSecond + ": expected 0 (unlimited) or more");
        }
        if (!(loss >= 0 && loss <= HIGHEST_LOSS)) {
            throw new IllegalArgumentException("loss is " + loss + ": expected 0 to " + HIGHEST_LOSS);
        }
    }

    /** Without loss. */
    public LinkShape(Duration delay, Duration jitter, long bytesPerSecond) {
        this(delay, jitter, bytesPerSecond, 0);
    }

    /** This shape with another delay. */
    public LinkShape withDelay(Duration newDelay) {
        return new LinkShape(newDelay, jitter, bytesPerSecond, loss);
    }

    /** This shape with another share of lost segments. */
    public LinkShape withLoss(double newLoss) {
        return new LinkShape(delay, jitter, bytesPerSecond, newLoss);
    }

    private static void requireSane(String name, Duration value) {
        if (value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " is " + value + ": expected 0 to " + LONGEST);
        }
    }
}
