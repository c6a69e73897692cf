package io.arbiter.chaos.bench.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Seeds on the command line. */
final class SeedsConverter implements ITypeConverter<Seeds> {
    @Override
    public Seeds convert(String value) {
        try {
            return Seeds.parse(value);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
