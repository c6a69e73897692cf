package io.arbiter.chaos.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories as files: JSON lines, which are read back, and EDN, which others read. */
class FilesTest {
    private static final Operation AWKWARD = new Operation(
            7,
            OperationType.INFO,
            "echo",
            fields("echo", "a \"quoted\" \\ line\nand ümläut <&> \t", "n", Long.MAX_VALUE, "yes", true, "no", null),
            Long.MAX_VALUE,
            "timed \"out\"\n");

    @TempDir
    private Path folder;

    @Test
    void jsonLinesComeBackAsTheyWere() throws IOException {
        for (History history : histories()) {
            Path file = folder.resolve("history.jsonl");
            JsonLines.write(history, file);
            assertThat(JsonLines.read(file)).isEqualTo(history);
            assertThat(Files.readAllLines(file)).hasSameSizeAs(history.operations());
        }
    }

    private static List<History> histories() throws IOException {
        List<History> histories = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/histories"))) {
            for (Path file : files.toList()) {
                histories.add(Notation.parse(Files.readAllLines(file)));
            }
        }
        histories.add(new History(List.of(AWKWARD)));
        return histories;
    }

    @Test
    void jsonLinesHaveJepsensNames() {
        assertThat(JsonLines.line(4, operation("1 does read key=x : value=nil", 1)))
                .isEqualTo(
                        "{\"index\":4,\"process\":1,\"type\":\"ok\",\"f\":\"read\",\"value\":{\"key\":\"x\",\"value\":null},"
                                + "\"time\":1000000}");
        assertThat(JsonLines.line(0, operation("nemesis kill begin", 0)))
                .isEqualTo("{\"index\":0,\"process\":\"nemesis\",\"type\":\"info\",\"f\":\"kill\",\"value\":"
                        + "{\"phase\":\"begin\"},\"time\":0}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "7",
                "null",
                "{\"process\":1,\"type\":\"ok\",\"f\":\"read\",\"value\":{},\"time\":",
                "{\"process\":1,\"type\":\"ok\",\"f\":\"read\",\"value\":{}}",
                "{\"process\":1,\"type\":\"fine\",\"f\":\"read\",\"value\":{},\"time\":1}",
                "{\"type\":\"ok\",\"f\":\"read\",\"value\":{},\"time\":1}",
                "{\"process\":1,\"type\":\"ok\",\"f\":\"read\",\"value\":[1],\"time\":1}",
                "{\"process\":1,\"type\":\"ok\",\"f\":\"read\",\"value\":{\"key\":[1]},\"time\":1}",
                "{\"process\":1,\"type\":\"ok\",\"f\":\"read\",\"value\":{\"key\":1.5},\"time\":1}",
                "{\"process\":1,\"type\":\"ok\",\"f\":\"read\",\"value\":{},\"time\":\"soon\"}",
                "{\"process\":{},\"type\":\"ok\",\"f\":\"read\",\"value\":{},\"time\":1}",
                "{\"process\":\"somebody\",\"type\":\"ok\",\"f\":\"read\",\"value\":{},\"time\":1}"
            })
    void aDamagedLineIsNamed(String damaged) throws IOException {
        Path file = folder.resolve("damaged.jsonl");
        Files.write(file, List.of(JsonLines.line(0, AWKWARD), damaged));
        assertThatThrownBy(() -> JsonLines.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged.jsonl line 2 is not an operation");
    }

    @Test
    void ednIsWhatJepsenWrites() throws IOException {
        Path file = folder.resolve("history.edn");
        Edn.write(
                Notation.parse(List.of(
                        "1 does write key=x value=3",
                        "1 does read key=x : value=nil",
                        "1 does cas key=5 from=3 to=4",
                        "1 does generate : id=9",
                        "1 does acquire resource=r client=a : token=1",
                        "1 invoke renew client=a",
                        "1 info",
                        "nemesis partition begin")),
                file);
        assertThat(file).hasContent("""
                {:index 0, :process 1, :type :invoke, :f :write, :value ["x" 3], :time 0}
                {:index 1, :process 1, :type :ok, :f :write, :value ["x" 3], :time 1000000}
                {:index 2, :process 1, :type :invoke, :f :read, :value ["x" nil], :time 2000000}
                {:index 3, :process 1, :type :ok, :f :read, :value ["x" nil], :time 3000000}
                {:index 4, :process 1, :type :invoke, :f :cas, :value [5 [3 4]], :time 4000000}
                {:index 5, :process 1, :type :ok, :f :cas, :value [5 [3 4]], :time 5000000}
                {:index 6, :process 1, :type :invoke, :f :generate, :value nil, :time 6000000}
                {:index 7, :process 1, :type :ok, :f :generate, :value 9, :time 7000000}
                {:index 8, :process 1, :type :invoke, :f :acquire, :value {:resource "r", :client "a"}, :time 8000000}
                {:index 9, :process 1, :type :ok, :f :acquire, :value {:resource "r", :client "a", :token 1}, \
                :time 9000000}
                {:index 10, :process 1, :type :invoke, :f :renew, :value {:client "a"}, :time 10000000}
                {:index 11, :process 1, :type :info, :f :renew, :value {:client "a"}, :time 11000000, :error "said so"}
                {:index 12, :process :nemesis, :type :info, :f :partition, :value {:phase "begin"}, :time 12000000}
                """);
    }

    @Test
    void ednQuotesText() {
        assertThat(Edn.line(0, AWKWARD))
                .isEqualTo("{:index 0, :process 7, :type :info, :f :echo, :value {:echo "
                        + "\"a \\\"quoted\\\" \\\\ line\\nand ümläut <&> \\t\", :n 9223372036854775807, :yes true, :no nil}, "
                        + ":time 9223372036854775807, :error \"timed \\\"out\\\"\\n\"}");
    }

    private static Operation operation(String line, int index) {
        return Notation.parse(List.of(line)).operations().get(index);
    }

    private static Map<String, Object> fields(Object... pairs) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put((String) pairs[i], pairs[i + 1]);
        }
        return fields;
    }
}
