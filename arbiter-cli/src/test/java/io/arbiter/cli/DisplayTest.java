package io.arbiter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.cli.text.AnsiColors;
import io.arbiter.cli.text.DisplayWidth;
import io.arbiter.cli.text.Suggestion;
import io.arbiter.cli.text.Table;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables and help as a terminal shows them. */
class DisplayTest {

    @ParameterizedTest
    @CsvSource({
        "orders, 6",
        "é, 1",
        "注文, 4",
        "주문, 4",
        "ｱ, 1",
        "Ａ, 2",
        "🙂, 2",
        "e\u0301, 1",
        "x\u200dy, 2",
        "𠀀, 2",
        "'', 0"
    })
    void countsColumns(String text, int columns) {
        assertThat(DisplayWidth.of(text)).isEqualTo(columns);
    }

    @Test
    void cutsToColumnsNotCharacters() {
        assertThat(DisplayWidth.cut("注文データ", 6)).isEqualTo("注文…");
        assertThat(DisplayWidth.cut("注文データ", 10)).isEqualTo("注文データ");
        assertThat(DisplayWidth.cut("orders", 4)).isEqualTo("ord…");
    }

    private static Table table() {
        return new Table("RESOURCE", "TOKEN", "HOLDER")
                .row("注文", 7, "東京のサーバー-一号機-とても長い名前")
                .row("orders", 12345, "w")
                .row("e\u0301toile/" + "x".repeat(60), 1, "🙂 and company, a holder with much to say of itself");
    }

    @Test
    void columnsAlign() {
        List<String> lines = table().render(new AnsiColors(false), 0).lines().toList();
        assertThat(lines.stream()
                        .map(line -> DisplayWidth.of(line.substring(0, line.lastIndexOf("  ") + 2)))
                        .distinct())
                .hasSize(1);
        assertThat(lines.get(3)).contains("x".repeat(60)).contains("of itself");
    }

    @ParameterizedTest
    @CsvSource({"80", "60", "40"})
    void tablesFitATerminal(int columns) {
        assertThat(table().render(new AnsiColors(false), columns).lines())
                .hasSize(4)
                .allMatch(line -> DisplayWidth.of(line) <= columns);
    }

    static Stream<String> commands() {
        return HelpTest.commands();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpFitsInEightyColumns(String command) {
        String[] words = (command + " --help").split(" ");
        String help = CliRun.of(Arrays.copyOfRange(words, 1, words.length)).out();
        List<String> prose =
                help.substring(0, help.indexOf("Examples:")).lines().toList();
        assertThat(prose).isNotEmpty().allMatch(line -> line.length() <= 80);
        assertThat(CliRun.of("help", "exit-codes").out().lines()).allMatch(line -> line.length() <= 80);
    }

    @ParameterizedTest
    @CsvSource({"leas, lease", "lsase, lease", "us-eats, us-east", "recrod, record"})
    void suggestsTheNearest(String typed, String meant) {
        assertThat(Suggestion.of(typed, List.of("lease", "record", "session", "us-east", "us-west", "completion")))
                .isEqualTo("; did you mean " + meant + "?");
    }

    @Test
    void suggestsNothingThatIsFar() {
        assertThat(Suggestion.of("frobnicate", List.of("lease", "completion", "watch")))
                .isEmpty();
    }
}
