package io.arbiter.chaos.bench.net;

import io.arbiter.chaos.arguments.Durations;
import io.arbiter.chaos.bench.loop.SeededRandom;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations of messages: always {@code low}; evenly from {@code low} to {@code high}; or exponentially around
 * {@code low}, cut off at ten times that.
 */
public record Latency(Shape shape, Duration low, Duration high) {
    private static final Pattern FORM = Pattern.compile("(?:([a-z]+):)?(.+?)(?:\\.\\.(.+))?");
    private static final double LONGEST = 10;

    /** The distribution. */
    public enum Shape {
        CONSTANT,
        UNIFORM,
        EXPONENTIAL
    }

    /**
     * @param text {@code 5ms}, {@code constant:5ms}, {@code uniform:0ms..10ms} or {@code exponential:2ms}
     * @throws IllegalArgumentException if it is none of them
     */
    public static Latency parse(String text) {
        Matcher form = FORM.matcher(text);
        try {
            if (form.matches()) {
                Shape shape = form.group(1) == null
                        ? Shape.CONSTANT
                        : Shape.valueOf(form.group(1).toUpperCase(Locale.ROOT));
                Duration low = Durations.parse(form.group(2));
                if (shape == Shape.UNIFORM == (form.group(3) != null)) {
                    return new Latency(shape, low, shape == Shape.UNIFORM ? Durations.parse(form.group(3)) : low);
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(complaint(text) + "; " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(complaint(text));
    }

    private static String complaint(String text) {
        return "'" + text + "' is no latency: expected 5ms, constant:5ms, uniform:0ms..10ms or exponential:2ms";
    }

    Duration draw(SeededRandom dice) {
        double share = switch (shape) {
            case CONSTANT -> 0;
            case UNIFORM -> dice.fraction();
            case EXPONENTIAL -> Math.min(-Math.log(1 - dice.fraction()), LONGEST) - 1;
        };
        long range = (shape == Shape.EXPONENTIAL ? low : high.minus(low)).toNanos();
        return low.plusNanos((long) (share * range));
    }

    @Override
    public String toString() {
        String text = shape.name().toLowerCase(Locale.ROOT) + ":" + Durations.text(low);
        return shape == Shape.UNIFORM ? text + ".." + Durations.text(high) : text;
    }
}
