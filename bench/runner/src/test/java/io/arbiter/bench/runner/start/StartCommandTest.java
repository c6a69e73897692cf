package io.arbiter.bench.runner.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class StartCommandTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --leases=-1                     | --leases is -1: expected 1 to 2000000
            --leases=2000001                | --leases is 2000001: expected 1 to 2000000
            --leases=many                   | Invalid value for option '--leases': 'many' is not an int
            --snapshot-every=100            | Missing required option: '--leases=N'
            --leases=1 --snapshot-every=99  | --snapshot-every is 99: expected 100 to 100000
            """)
    void whatIsOutOfBoundsIsRefused(String arguments, String message) {
        var errors = new StringWriter();
        assertThat(new CommandLine(new StartCommand())
                        .setErr(new PrintWriter(errors))
                        .execute(arguments.split(" ")))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).startsWith(message);
    }
}
