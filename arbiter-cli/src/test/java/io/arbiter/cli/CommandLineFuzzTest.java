package io.arbiter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.arbiter.cli.base.ProcessEnvironment;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Any words are a command line, or refused as a mistake of who typed them. */
class CommandLineFuzzTest {
    private final CommandLine line = ArbiterCli.commandLine(ProcessEnvironment.ofProcess());

    @ValueSource(
            strings = {
                "status\n-o\njson",
                "lease\nacquire\norders\n--region\nus-east\n--ttl=5s\n--wait\n1m",
                "lease\nbreak\nr\n--expect-token\n1\n--comment\nx\n--yes",
                "record\nput\nr\n--session\n1\n--expect-token\n1",
                "run\norders\n--region\ne\n--\ntrue\n@x",
                "watch\n@/dev/zero\n${sys:user.home}",
                "--endpoints\na:1,b:2\n--timeout\n1h\nsession\nls"
            })
    @FuzzTest
    void parsed(@NotNull String words) {
        try {
            assertThat(line.parseArgs(words.split("\n"))).isNotNull();
        } catch (ParameterException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }
}
