package io.arbiter.cli.command;

import io.arbiter.cli.base.RawArguments;
import io.arbiter.cli.cluster.Endpoint;
import io.arbiter.cli.cluster.EndpointList;
import io.arbiter.cli.text.Durations;
import io.arbiter.cli.text.Text;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts words of the command line to values in range; each refusal says what was expected. */
public final class Converters {

    private Converters() {}

    public static TypeConversionException refuse(String message) {
        return new TypeConversionException(message);
    }

    /** A name that the platform can hold; whether there is such a file is seen later. */
    public static final class FileName implements ITypeConverter<Path> {
        @Override
        public Path convert(String value) {
            try {
                return Path.of(value);
            } catch (InvalidPathException e) {
                throw refuse("no name of a file: " + e.getReason());
            }
        }
    }

    /** A duration within bounds; both are allowed. */
    private abstract static class Bounded implements ITypeConverter<Duration> {
        private final Duration least;
        private final Duration most;

        public Bounded(Duration least, Duration most) {
            this.least = least;
            this.most = most;
        }

        @Override
        public Duration convert(String value) {
            try {
                return Durations.parse(value, least, most);
            } catch (IllegalArgumentException e) {
                throw refuse(e.getMessage());
            }
        }
    }

    /** A limit for something that takes time, so never zero. */
    public static final class Limit extends Bounded {
        public Limit() {
            super(Duration.ofMillis(1), Duration.ofHours(24));
        }
    }

    public static final class Grace extends Bounded {
        public Grace() {
            super(Duration.ZERO, Duration.ofHours(24));
        }
    }

    public static final class Ttl extends Bounded {
        public Ttl() {
            super(Duration.ofSeconds(1), Duration.ofHours(1));
        }
    }

    /** The time to queue; zero: not at all. */
    public static final class Wait extends Bounded {
        public Wait() {
            super(Duration.ZERO, Duration.ofHours(1));
        }
    }

    /** How far back. */
    public static final class Age extends Bounded {
        public Age() {
            super(Duration.ofMillis(1), Duration.ofDays(400));
        }
    }

    static final class Endpoints implements ITypeConverter<EndpointList> {
        private static final int MOST = 16;

        @Override
        public EndpointList convert(String value) {
            try {
                List<Endpoint> all = Stream.of(value.split(",", -1))
                        .map(Endpoint::parse)
                        .distinct()
                        .toList();
                if (all.size() > MOST) {
                    throw refuse(all.size() + " endpoints are too many: at most " + MOST);
                }
                return new EndpointList(all);
            } catch (IllegalArgumentException e) {
                throw refuse(e.getMessage());
            }
        }
    }

    public static final class Resource implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            if (!value.isBlank() && !value.equals(value.strip())) {
                throw refuse("'" + Text.printable(Text.cut(value, 40)) + "' is not a resource name: it begins or ends "
                        + "with white space");
            }
            return text(value, 512, "resource name");
        }
    }

    public static final class Region implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            return text(value, 64, "region");
        }
    }

    /** Of SPIFFE ids. */
    public static final class TrustDomain implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            if (!value.matches("[a-z0-9._-]{1,255}")) {
                throw refuse("'" + Text.printable(Text.cut(value, 40))
                        + "' is no trust domain: expected 1 to 255 of a to z, digits, '.', '-' and '_'");
            }
            return value;
        }
    }

    public static final class Comment implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            return text(value, 1_024, "comment");
        }
    }

    /** As many bytes as the arbiter accepts: it would refuse longer text. */
    static final class ActorOption implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            return text(value, 256, "name of an actor");
        }
    }

    private static String text(String value, int maxBytes, String what) {
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        if (value.isBlank() || bytes > maxBytes || value.codePoints().anyMatch(Character::isISOControl)) {
            throw refuse("'" + Text.printable(Text.cut(value, 40)) + "' is not a " + what + ": expected 1.."
                    + maxBytes + " bytes of UTF-8 without control characters, not only white space, got " + bytes
                    + " bytes");
        }
        boolean halfPair = value.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE);
        if (halfPair || value.indexOf(RawArguments.REPLACEMENT) >= 0) {
            throw refuse("'" + Text.printable(Text.cut(value, 40)) + "' is not a " + what + ": it is not valid UTF-8");
        }
        return value;
    }

    public static final class Token implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            return positive(value, "fencing token: see TOKEN in: arbiter lease ls");
        }
    }

    public static final class SessionId implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            return positive(value, "session id: see SESSION in: arbiter session ls");
        }
    }

    public static final class Positive implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            return positive(value, "number here");
        }
    }

    private static long positive(String value, String what) {
        if (!value.matches("0*[1-9]\\d{0,18}") || value.length() > 40) {
            throw refuse("'" + Text.printable(Text.cut(value, 40)) + "' is not a " + what
                    + "; expected a whole number, 1 or more");
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw refuse("'" + value + "' is not a " + what + "; at most " + Long.MAX_VALUE);
        }
    }
}
