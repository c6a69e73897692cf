package io.arbiter.chaos.arguments;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as people write them: {@code 5ms}, {@code 1.5s}, {@code 2m}, {@code 8h}. */
public final class Durations {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h)");

    private Durations() {}

    /** @throws IllegalArgumentException if it is not of that form */
    public static Duration parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no duration: expected 5ms, 1.5s, 2m or 8h");
        }
        long millis = switch (form.group(2)) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            default -> 3_600_000;
        };
        return Duration.ofNanos(Math.round(Double.parseDouble(form.group(1)) * millis * 1_000_000));
    }

    /** As {@link #parse} reads it. */
    public static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1_000 == 0 && millis > 0) {
            return millis / 1_000 + "s";
        }
        return millis > 1_000 ? millis / 1e3 + "s" : millis + "ms";
    }

    /** For picocli. */
    public static final class Converter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return parse(text);
            } catch (IllegalArgumentException wrong) {
                throw new TypeConversionException(wrong.getMessage());
            }
        }
    }

    /** For picocli; above zero. */
    public static final class PositiveConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            Duration duration = new Converter().convert(text);
            if (duration.isZero()) {
                throw new TypeConversionException("'" + text + "' is no time: expected more than 0");
            }
            return duration;
        }
    }
}
