package io.arbiter.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.arbiter.cli.text.Durations;
import io.arbiter.cli.text.Text;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Each word of a command line is refused with what was expected, in printable words, or is a value in range. */
class WordsFuzzTest {
    static Stream<String> durations() {
        return Stream.of(
                "500ms", "5s", "0002m", "1h", "0s", "3600000ms", "9999999999999h", "\u0665s", "0".repeat(100_000));
    }

    @MethodSource("durations")
    @FuzzTest
    void duration(@NotNull String word) {
        convert(new Converters.Wait(), word)
                .ifPresent(wait -> assertThat(wait).isBetween(Duration.ZERO, Duration.ofHours(1)));
        convert(new Converters.Limit(), word).ifPresent(limit -> {
            assertThat(limit).isBetween(Duration.ofMillis(1), Duration.ofHours(24));
            assertThat(Durations.format(limit)).isNotEmpty();
        });
    }

    @ValueSource(strings = {"1", "007", "9223372036854775807", "9223372036854775808", "-1", "+1", "\u0661"})
    @FuzzTest
    void number(@NotNull String word) {
        convert(new Converters.Token(), word).ifPresent(token -> {
            assertThat(token).isPositive();
            assertThat(word).endsWith(token.toString());
        });
    }

    @ValueSource(
            strings = {
                "orders",
                "tenants/eu 4711",
                "\u00fcber/\u2603",
                " a",
                "\ufffd",
                "a\u0085",
                "\u202eb",
                "half \ud83d",
                "\ufffd\udc00"
            })
    @FuzzTest
    void name(@NotNull String word) {
        convert(new Converters.Resource(), word)
                .ifPresent(name -> assertThat(name).isEqualTo(word));
        convert(new Converters.Region(), word);
        convert(new Converters.FileName(), word);
        assertThat(Text.printable(Text.printable(word))).isEqualTo(Text.printable(word));
        assertThat(Text.word(word)).doesNotContain("\n", "\u001b");
    }

    /** A list that is taken here must not be refused by the library. */
    @ValueSource(
            strings = {
                "127.0.1.1:7401,127.0.1.2:7401",
                "[::1]:7401",
                "[fe80::1%eth0]:7401",
                "a_b.example.:7401",
                "..:1",
                "-:65535",
                "1:2:3"
            })
    @FuzzTest
    void endpoints(@NotNull String word) {
        convert(new Converters.Endpoints(), word).ifPresent(list -> {
            List<String> addresses = list.all().stream().map(Object::toString).toList();
            assertThat(convert(new Converters.Endpoints(), String.join(",", addresses)))
                    .contains(list);
            assertThat(addresses).allSatisfy(io.arbiter.client.internal.transport.Endpoint::parse);
        });
    }

    private static <T> Optional<T> convert(ITypeConverter<T> converter, String word) {
        try {
            return Optional.of(converter.convert(word));
        } catch (TypeConversionException refused) {
            assertThat(refused).hasMessageMatching("(?s).*(expected|: |at most|begins or ends|UTF-8).*");
            assertThat(refused.getMessage()).isEqualTo(Text.printable(refused.getMessage()));
            return Optional.empty();
        } catch (Exception other) {
            throw new AssertionError("refused in another way", other);
        }
    }
}
