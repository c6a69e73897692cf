package io.arbiter.link;

import java.util.SplittableRandom;

/**
 * Delay of bytes caused by lost segments. TCP sends a lost segment again after a time-out of one round trip and at
 * least 200 ms (Linux; RFC 6298 says 1 s), and doubles it for each further loss. Not imitated: fast retransmission,
 * which saves some of that within long transfers, and congestion windows.
 */
final class Retransmission {
    private static final int SEGMENT_BYTES = 1_448;
    private static final long LEAST_TIMEOUT_NANOS = 200_000_000;
    /** After so many losses in a row, a segment arrives: for longer losses there are cuts. */
    private static final int MOST_LOSSES = 6;

    private Retransmission() {}

    static long delayNanos(LinkShape shape, int bytes, SplittableRandom random) {
        if (shape.loss() == 0) {
            return 0;
        }
        int segments = Math.max(1, (bytes + SEGMENT_BYTES - 1) / SEGMENT_BYTES);
        double lost = 1 - Math.pow(1 - shape.loss(), segments);
        long timeoutNanos = LEAST_TIMEOUT_NANOS + 2 * shape.delay().toNanos();
        long delayNanos = 0;
        for (int losses = 0; losses < MOST_LOSSES && random.nextDouble() < lost; losses++) {
            delayNanos += timeoutNanos;
            timeoutNanos *= 2;
            lost = shape.loss(); // Only the lost segment is sent again.
        }
        return delayNanos;
    }
}
