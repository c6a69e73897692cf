package io.arbiter.chaos.arguments;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Seeds on the command line: {@code 7} or {@code 1..100}.
 *
 * @param last not below the first
 */
public record SeedRange(long first, long last) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})(?:\\.\\.(\\d{1,18}))?");

    public LongStream stream() {
        return LongStream.rangeClosed(first, last);
    }

    /** From that seed on, without end. */
    public static SeedRange from(long first) {
        return new SeedRange(first, Long.MAX_VALUE);
    }

    /** For picocli. */
    public static final class Converter implements ITypeConverter<SeedRange> {
        @Override
        public SeedRange convert(String text) {
            Matcher parts = FORM.matcher(text);
            if (parts.matches()) {
                long first = Long.parseLong(parts.group(1));
                long last = parts.group(2) == null ? first : Long.parseLong(parts.group(2));
                if (first <= last) {
                    return new SeedRange(first, last);
                }
            }
            throw new TypeConversionException(
                    "'" + text + "' is no range of seeds: expected one like 1..100, the smaller first, or 7");
        }
    }
}
