package io.arbiter.chaos.arguments;

import java.util.List;
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

    /** The same seeds in order, at most so many in each part. */
    public List<SeedRange> parts(long size) {
        return LongStream.iterate(first, from -> from <= last, from -> from + size)
                .mapToObj(from -> new SeedRange(from, Math.min(last, from + size - 1)))
                .toList();
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
