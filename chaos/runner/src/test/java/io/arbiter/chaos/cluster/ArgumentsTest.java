package io.arbiter.chaos.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ArgumentsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--seeds=9..3",
                "--seeds=x",
                "--safety=10",
                "--ttl=0s",
                "--nemesis=flood",
                "--rate=0",
                "--output=xml",
                "--colour"
            })
    void whatIsWrongIsNamed(String argument) {
        var errors = new StringWriter();
        var command = new CommandLine(new ClusterCommand()).setErr(new PrintWriter(errors));
        assertThat(command.execute(argument)).isEqualTo(2);
        assertThat(errors.toString()).contains(argument.split("=")[0]);
    }

    @Test
    void theHelpListsTheKinds() {
        var help = new StringWriter();
        assertThat(new CommandLine(new ClusterCommand())
                        .setOut(new PrintWriter(help))
                        .execute("--help"))
                .isZero();
        assertThat(help.toString()).contains(Nemeses.names()).contains("Exit status");
    }
}
