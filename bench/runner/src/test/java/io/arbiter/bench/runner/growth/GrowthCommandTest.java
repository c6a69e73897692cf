package io.arbiter.bench.runner.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class GrowthCommandTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --minutes=0         | --minutes is 0: expected 1 to 1440
            --minutes=1441      | --minutes is 1441: expected 1 to 1440
            --minutes=ten       | Invalid value for option '--minutes': 'ten' is not an int
            --snapshot-every=99 | --snapshot-every is 99: expected 100 to 100000000
            """)
    void whatIsOutOfBoundsIsRefused(String argument, String message) {
        var errors = new StringWriter();
        assertThat(new CommandLine(new GrowthCommand())
                        .setErr(new PrintWriter(errors))
                        .execute(argument))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).startsWith(message);
    }
}
