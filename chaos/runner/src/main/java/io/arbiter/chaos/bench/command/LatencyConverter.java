package io.arbiter.chaos.bench.command;

import io.arbiter.chaos.bench.net.Latency;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Latencies on the command line. */
final class LatencyConverter implements ITypeConverter<Latency> {
    @Override
    public Latency convert(String value) {
        try {
            return Latency.parse(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
