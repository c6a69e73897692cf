package io.arbiter.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations and instants as people write and read them: {@code 500ms}, {@code 5s}, {@code 2m}, {@code 1h}.
 */
final class Spans {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final Duration LONGEST = Duration.ofHours(24);

    private Spans() {
    }

    /** @throws IllegalArgumentException with what was expected */
    static Duration parse(String text) {
        Matcher matcher = SPAN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text
                    + "' is not a duration: expected a whole number and a unit, "
                + "e.g. 500ms, 5s, 2m, 1h");
        }
        Duration duration = Duration.of(Long.parseLong(matcher.group(1)), unit(matcher.group(2)));
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("'" + text + "' is too long: at most 24h");
        }
        return duration;
    }

    private static ChronoUnit unit(String name) {
        if (name.equals("ms")) {
            return ChronoUnit.MILLIS;
        }
        if (name.equals("s")) {
            return ChronoUnit.SECONDS;
        }
        return name.equals("m") ? ChronoUnit.MINUTES : ChronoUnit.HOURS;
    }

    static String format(Duration duration) {
        return format(duration.toMillis());
    }

    static String format(long millis) {
        if (millis < 1_000) {
            return millis + "ms";
        }
        if (millis < 60_000) {
            return decimal(millis / 1_000.0) + "s";
        }
        long seconds = millis / 1_000;
        return seconds < 3_600
            ? seconds / 60 + "m" + rest(seconds % 60, "s")
            : seconds / 3_600 + "h" + rest(seconds % 3_600 / 60, "m");
    }

    private static String rest(long value, String unit) {
        return value == 0 ? "" : value + unit;
    }

    private static String decimal(double seconds) {
        String text = String.format(Locale.ROOT, "%.1f", seconds);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** A wall clock reading, to the millisecond, in UTC; for people only. */
    static String instant(long wallMillis) {
        return wallMillis <= 0 ? "-" : Instant.ofEpochMilli(wallMillis).toString();
    }
}
