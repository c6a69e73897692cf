package io.arbiter.cli;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** From the words of the command line to values in range; each refusal says what was expected. */
final class Converters {

    private Converters() {
    }

    static TypeConversionException refuse(String message) {
        return new TypeConversionException(message);
    }

    static final class Span implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            try {
                return Spans.parse(value);
            } catch (IllegalArgumentException e) {
                throw refuse(e.getMessage());
            }
        }
    }

    static final class Ttl implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            Duration ttl = new Span().convert(value);
            if (ttl.compareTo(Duration.ofSeconds(1)) < 0 || ttl.compareTo(Duration.ofHours(1)) > 0) {
                throw refuse("'" + value + "' is not a TTL: expected 1s to 1h");
            }
            return ttl;
        }
    }

    static final class Wait implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            Duration wait = new Span().convert(value);
            if (wait.compareTo(Duration.ofHours(1)) > 0) {
                throw refuse("'" + value + "' is too long to wait: expected at most 1h");
            }
            return wait;
        }
    }

    static final class Endpoints implements ITypeConverter<EndpointList> {
        private static final int MOST = 32;

        @Override
        public EndpointList convert(String value) {
            try {
                List<Endpoint> all = Stream.of(value.split(",", -1)).map(Endpoint::parse).distinct().toList();
                if (all.size() > MOST) {
                    throw refuse(all.size() + " endpoints are too many: at most " + MOST);
                }
                return new EndpointList(all);
            } catch (IllegalArgumentException e) {
                throw refuse(e.getMessage());
            }
        }
    }

    static final class Resource implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            return text(value, 512, "resource name");
        }
    }

    static final class Region implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            return text(value, 64, "region");
        }
    }

    static final class Reason implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            return text(value, 1_024, "reason");
        }
    }

    private static String text(String value, int maxBytes, String what) {
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        if (value.isBlank() || bytes > maxBytes || value.codePoints().anyMatch(Character::isISOControl)) {
            throw refuse("'" + Text.printable(Text.cut(value, 40)) + "' is not a " + what + ": expected 1.."
                    + maxBytes
                + " bytes of UTF-8 without control characters, got " + bytes + " bytes");
        }
        return value;
    }

    static final class Token implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            return positive(value, "fencing token: see TOKEN in: arbiter lease ls");
        }
    }

    static final class SessionId implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            return positive(value, "session id: see SESSION in: arbiter session ls");
        }
    }

    static final class Positive implements ITypeConverter<Long> {
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
