package io.arbiter.testsupport.html;

import java.util.ArrayList;
import java.util.List;

/** Round numbers on an axis: steps of 1, 2 or 5 times a power of ten. */
public final class Ticks {
    private Ticks() {}

    /** The smallest round step that divides the range into at most so many parts. At least 1. */
    public static long step(long range, int most) {
        for (long power = 1; ; power *= 10) {
            for (int factor : new int[] {1, 2, 5}) {
                if (range / (factor * power) < most || power >= Long.MAX_VALUE / 100) {
                    return factor * power;
                }
            }
        }
    }

    /** The multiples of the step from one number to the other, both included. */
    public static List<Long> between(long from, long to, long step) {
        List<Long> ticks = new ArrayList<>();
        for (long tick = Math.floorDiv(from + step - 1, step) * step; tick <= to; tick += step) {
            ticks.add(tick);
        }
        return ticks;
    }

    /** An instant with as many digits as the step needs. */
    public static String instant(long nanos, long step) {
        int digits = 0;
        for (long unit = 1_000_000_000; unit > step && digits < 9; unit /= 10) {
            digits++;
        }
        return Format.of("%,." + digits + "f s", Format.seconds(nanos));
    }
}
