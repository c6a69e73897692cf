package io.arbiter.chaos.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    @Test
    void splitsAsAShellDoes() {
        assertThat(Words.split("  python3 echo.py --wrong  no-guard "))
                .containsExactly("python3", "echo.py", "--wrong", "no-guard");
        assertThat(Words.split("'a b' c\"d e\"f \"it's\" ''")).containsExactly("a b", "cd ef", "it's", "");
        assertThat(Words.split("a$1 b\\c")).containsExactly("a$1", "b\\c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "'open", "a \"b", "it's"})
    void refusesWhatIsNoCommand(String line) {
        assertThatThrownBy(() -> Words.split(line)).isInstanceOf(IllegalArgumentException.class);
    }
}
