package io.arbiter.link;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parameters of a control request, with errors that name what was expected. */
final class ControlQuery {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(us|ms|s)");
    private static final Pattern BANDWIDTH = Pattern.compile("(\\d{1,9})(kB|MB)?");

    private static final Pattern PERCENTAGE = Pattern.compile("(\\d{1,2}(?:\\.\\d{1,3})?)%?");

    private final Map<String, String> values = new LinkedHashMap<>();

    ControlQuery(String rawQuery) {
        for (String pair : rawQuery == null || rawQuery.isEmpty() ? new String[0] : rawQuery.split("&")) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("'" + pair + "': expected name=value");
            }
            String value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
            values.put(pair.substring(0, equals), value);
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("parameter '" + name + "' is missing; given: " + values.keySet());
        }
        return value;
    }

    Duration duration(String name) {
        return parseDuration(name, text(name));
    }

    static Duration parseDuration(String name, String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    name + " is '" + text + "': expected a number with unit us, ms or s, as in 70ms");
        }
        long count = Long.parseLong(matcher.group(1));
        if (matcher.group(2).equals("us")) {
            return Duration.ofNanos(count * 1_000);
        }
        return matcher.group(2).equals("ms") ? Duration.ofMillis(count) : Duration.ofSeconds(count);
    }

    long bytesPerSecond(String name) {
        Matcher matcher = BANDWIDTH.matcher(text(name));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    name + " is '" + text(name) + "': expected bytes a second, as in 500kB or 10MB; 0 means unlimited");
        }
        long unit = matcher.group(2) == null ? 1 : matcher.group(2).equals("kB") ? 1_000 : 1_000_000;
        return Long.parseLong(matcher.group(1)) * unit;
    }

    /** A percentage, as a share of 1. */
    double share(String name) {
        Matcher matcher = PERCENTAGE.matcher(text(name));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    name + " is '" + text(name) + "': expected a percentage, as in 2% or 0.5%");
        }
        return Double.parseDouble(matcher.group(1)) / 100;
    }

    Direction direction(String name) {
        try {
            return has(name) ? Direction.valueOf(text(name).toUpperCase(Locale.ROOT)) : Direction.BOTH;
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(name + " is '" + text(name) + "': expected both, in or out", unknown);
        }
    }
}
