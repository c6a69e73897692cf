package io.arbiter.testsupport.html;

import java.util.Locale;

/** Numbers and texts for people. */
public final class Format {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private Format() {}

    public static double seconds(long nanos) {
        return nanos / NANOS_PER_SECOND;
    }

    public static double millis(long nanos) {
        return nanos / NANOS_PER_MILLI;
    }

    /** Three digits and a unit: {@code 1.23 ms}. */
    public static String duration(long nanos) {
        if (nanos >= 600 * NANOS_PER_SECOND) {
            return of("%,.0f min", seconds(nanos) / 60);
        }
        if (nanos >= 100 * NANOS_PER_SECOND) {
            return of("%,.0f s", seconds(nanos));
        }
        if (nanos >= NANOS_PER_SECOND) {
            return digits(seconds(nanos)) + " s";
        }
        return nanos >= NANOS_PER_MILLI ? digits(millis(nanos)) + " ms" : digits(nanos / 1e3) + " µs";
    }

    /** Three of them. */
    public static String digits(double value) {
        return value >= 99.95 ? of("%.0f", value) : value >= 9.995 ? of("%.1f", value) : of("%.2f", value);
    }

    /** An instant of the run, to the millisecond: {@code 12.345 s}. */
    public static String instant(long nanos) {
        return of("%,.3f s", seconds(nanos));
    }

    public static String count(long number) {
        return of("%,d", number);
    }

    public static String of(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** At most so many characters; an ellipsis replaces the rest. */
    public static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
