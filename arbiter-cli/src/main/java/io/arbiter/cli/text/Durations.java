package io.arbiter.cli.text;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations and instants as people write and read them: {@code 500ms}, {@code 5s}, {@code 2m}, {@code 1h}.
 */
public final class Durations {
    /** Possessive, because a long run of zeros would else be divided between the two parts in every way. */
    private static final Pattern SPAN = Pattern.compile("(?=\\d)0*+(\\d*+)(ms|s|m|h)");
    /** More digits exceed every limit, and would not fit into a number. */
    private static final int MOST_DIGITS = 12;

    private Durations() {}

    /** @throws IllegalArgumentException with what was expected: a duration between the two, both included */
    public static Duration parse(String text, Duration least, Duration most) {
        String shown = Text.printable(Text.cut(text, 40));
        Matcher matcher = SPAN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + shown + "' is not a duration: expected a whole number and a unit, "
                    + "e.g. 500ms, 5s, 2m, 1h");
        }
        String digits = matcher.group(1);
        Duration duration = digits.length() > MOST_DIGITS
                ? null
                : Duration.of(Long.parseLong("0" + digits), unit(matcher.group(2)));
        if (duration == null || duration.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "'" + shown + "' is too long: expected " + format(least) + " to " + format(most));
        }
        if (duration.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    "'" + shown + "' is too short: expected " + format(least) + " to " + format(most));
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

    public static String format(Duration duration) {
        return format(duration.toMillis());
    }

    public static String format(long millis) {
        if (millis == 0) {
            return "0s";
        }
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
    public static String instant(long wallMillis) {
        return wallMillis <= 0 ? "-" : Instant.ofEpochMilli(wallMillis).toString();
    }
}
