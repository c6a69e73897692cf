package io.arbiter.chaos.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ArgumentsTest {
    @ParameterizedTest
    @CsvSource({"500ms, 500", "10s, 10000", "5m, 300000", "8h, 28800000"})
    void times(String text, long millis) {
        assertThat(new Times().convert(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void seeds() {
        assertThat(new SeedRange.Converter().convert("7")).isEqualTo(new SeedRange(7, 7));
        assertThat(new SeedRange.Converter().convert("1..100").stream().count()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--seeds=9..3", "--seeds=x", "--safety=10", "--ttl=0s", "--nemesis=flood", "--rate=0",
        "--output=xml",
        "--colour"})
    void whatIsWrongIsNamed(String argument) {
        var errors = new StringWriter();
        var command = new CommandLine(new ClusterCommand()).setErr(new PrintWriter(errors));
        assertThat(command.execute(argument)).isEqualTo(2);
        assertThat(errors.toString()).contains(argument.split("=")[0]);
    }

    @Test
    void theHelpListsTheKinds() {
        var help = new StringWriter();
        assertThat(new CommandLine(new ClusterCommand()).setOut(new PrintWriter(help)).execute("--help")).isZero();
        assertThat(help.toString()).contains(Nemeses.names()).contains("Exit status");
    }
}
