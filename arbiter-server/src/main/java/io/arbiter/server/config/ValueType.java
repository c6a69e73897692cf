package io.arbiter.server.config;

import io.arbiter.tls.Identity;
import io.arbiter.tls.IdentityRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The written form of a value.
 *
 * @param expected for people: the right form, to end the sentence "expected ..."
 * @param parser throws IllegalArgumentException for a wrong text
 */
record ValueType<T>(String expected, Function<String, T> parser) {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
    private static final String HOST = ", the host a name of a-z, 0-9, - and _ in parts of up to 63, an IPv4 address, "
            + "or an IPv6 address in brackets";
    static final String NAME = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

    /** Names of clusters, nodes and regions. */
    static ValueType<String> name() {
        return new ValueType<>("a name of 1 to 63 characters a-z, 0-9 and -, not at either end", text -> {
            require(text.matches(NAME));
            return text;
        });
    }

    /** Several names. */
    static ValueType<Set<String>> names() {
        return new ValueType<>("names like eu-west, ap-south: 1 to 63 characters a-z, 0-9 and - each", text -> {
            SortedSet<String> names = new TreeSet<>(List.of(text.split(" *, *", -1)));
            names.forEach(name -> require(name.matches(NAME)));
            return Collections.unmodifiableSortedSet(names);
        });
    }

    static ValueType<String> trustDomain() {
        return new ValueType<>("1 to 255 characters a-z, 0-9, '.', - and _", text -> {
            require(Identity.isTrustDomain(text));
            return text;
        });
    }

    /** Identities for certificates that have none. */
    static ValueType<List<IdentityRule>> identities() {
        return new ValueType<>(
                "rules like dns:*.orders.example -> region/us-east/sidecar/*; subject:CN=jane -> operator/jane",
                IdentityRule::parse);
    }

    static ValueType<Path> path() {
        return new ValueType<>("a path", text -> {
            require(!text.isBlank());
            return Path.of(text);
        });
    }

    /** An address to listen on. */
    static ValueType<HostPort> address(int minPort) {
        return new ValueType<>("host:port, the port in " + minPort + "..65535" + HOST, text -> {
            HostPort address = HostPort.parse(text);
            require(address.port() >= minPort);
            return address;
        });
    }

    /** An address at which other nodes are reached. */
    static ValueType<HostPort> peerAddress() {
        ValueType<HostPort> any = address(1);
        return new ValueType<>(any.expected() + ", which leads to that node from every other", text -> {
            HostPort address = any.parser().apply(text);
            require(!address.isWildcard());
            return address;
        });
    }

    static ValueType<Boolean> flag() {
        return new ValueType<>("true or false", text -> {
            require(text.equals("true") || text.equals("false"));
            return text.equals("true");
        });
    }

    static ValueType<Integer> count(int min, int max) {
        return new ValueType<>("a whole number in " + min + ".." + max, text -> {
            require(text.matches("[0-9]{1,10}"));
            long value = Long.parseLong(text);
            require(value >= min && value <= max);
            return Math.toIntExact(value);
        });
    }

    static ValueType<Duration> duration(Duration min, Duration max) {
        String expected = "a duration in " + text(min) + ".." + text(max) + ", like 500ms, 5s, 2m or 1h";
        return new ValueType<>(expected, text -> {
            Duration value = parseDuration(text);
            require(value.compareTo(min) >= 0 && value.compareTo(max) <= 0);
            return value;
        });
    }

    static <E extends Enum<E>> ValueType<E> choice(Class<E> type) {
        List<String> names =
                Arrays.stream(type.getEnumConstants()).map(ValueType::lower).toList();
        return new ValueType<>(names.stream().collect(Collectors.joining(" or ")), text -> {
            require(names.contains(text));
            return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
        });
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Duration parseDuration(String text) {
        Matcher matcher = DURATION.matcher(text);
        require(matcher.matches());
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    private static String text(Duration duration) {
        return duration.toMillis() % 1_000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException();
        }
    }
}
