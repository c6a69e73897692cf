package io.arbiter.chaos.bench.command;

import io.arbiter.chaos.bench.net.Span;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations on the command line. */
final class SpanConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
        try {
            return Span.parse(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
