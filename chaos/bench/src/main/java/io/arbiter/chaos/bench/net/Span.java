package io.arbiter.chaos.bench.net;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 5ms}, {@code 1.5s}, {@code 2m}. */
public final class Span {
    private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m)");

    private Span() {
    }

    /** @throws IllegalArgumentException if it is not of that form */
    public static Duration parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no duration: expected 5ms, 1.5s or 2m");
        }
        long millis = switch (form.group(2)) {
            case "ms" -> 1;
            case "s" -> 1_000;
            default -> 60_000;
        };
        return Duration.ofNanos(Math.round(Double.parseDouble(form.group(1)) * millis * 1_000_000));
    }

    /** As {@link #parse} reads it. */
    public static String text(Duration span) {
        long millis = span.toMillis();
        if (millis % 1_000 == 0 && millis > 0) {
            return millis / 1_000 + "s";
        }
        return millis > 1_000 ? millis / 1e3 + "s" : millis + "ms";
    }
}
