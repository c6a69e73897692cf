package io.arbiter.cli.pki;

import io.arbiter.cli.command.Converters;
import io.arbiter.cli.text.Text;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;

/** Words that go into certificates and names of files. */
final class PkiConverters {
    static final int MOST_DAYS = 3_650;
    private static final int MOST_REGIONS = 16;

    private PkiConverters() {}

    /** A region as certificates can name it, and names of files too. */
    static String region(String value) {
        if (!value.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
            throw Converters.refuse(
                    "'" + Text.printable(Text.cut(value, 40)) + "' cannot be a region in a certificate: "
                            + "expected 1 to 63 of a to z, digits and '-', which is not at either end");
        }
        return value;
    }

    static final class Days implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            if (!value.matches("[1-9]\\d{0,3}") || Integer.parseInt(value) > MOST_DAYS) {
                throw Converters.refuse("'" + Text.printable(Text.cut(value, 40))
                        + "' is no number of days: expected 1 to " + MOST_DAYS);
            }
            return Duration.ofDays(Integer.parseInt(value));
        }
    }

    static final class Name implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            if (!value.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
                throw Converters.refuse(
                        "'" + Text.printable(Text.cut(value, 40)) + "' cannot be a name in a certificate: "
                                + "expected 1 to 64 letters, digits, '.', '_' and '-', beginning with one of the first two");
            }
            return value;
        }
    }

    static final class Regions implements ITypeConverter<PkiDevCommand.Regions> {
        @Override
        public PkiDevCommand.Regions convert(String value) {
            List<String> names = Stream.of(value.split(",", -1))
                    .map(PkiConverters::region)
                    .distinct()
                    .toList();
            if (names.size() > MOST_REGIONS) {
                throw Converters.refuse(names.size() + " regions are too many: at most " + MOST_REGIONS);
            }
            return new PkiDevCommand.Regions(names);
        }
    }
}
