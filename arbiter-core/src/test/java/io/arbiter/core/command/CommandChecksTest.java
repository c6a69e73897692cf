package io.arbiter.core.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandChecksTest {
    /** U+1F512 is two chars and four bytes. */
    private static final String PADLOCK = "\uD83D\uDD12";

    @ParameterizedTest
    @ValueSource(strings = {"orders", "tenants/eu/4711", " ", "\u00e9\u00e8", PADLOCK, "\u2028", "\uFFFD"})
    void goodNames(String name) {
        assertThat(CommandChecks.text("resource", name, 512)).isEqualTo(name);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"a\nb", "\u0000", "a\u007f", "\u0085", "\t", "\uD83D", "\uDD12", "\uDD12\uD83D"})
    void badNames(String name) {
        assertThatThrownBy(() -> CommandChecks.text("resource", name, 512))
                .isInstanceOf(InvalidCommandException.class)
                .hasMessageContaining("1 to 512 bytes of UTF-8 without control characters");
    }

    @Test
    void bytesCountNotChars() {
        assertThat(CommandChecks.text("resource", PADLOCK.repeat(128), 512)).hasSize(256);
        tooLong(PADLOCK.repeat(128) + "a");
        assertThat(CommandChecks.text("resource", "\u00e9".repeat(256), 512)).hasSize(256);
        tooLong("\u00e9".repeat(257));
        assertThat(CommandChecks.text("resource", "a".repeat(512), 512)).hasSize(512);
        tooLong("a".repeat(513));
        tooLong("a".repeat(10_000_000));
    }

    @Test
    void bytesAreCountedAsTheyAreEncoded() {
        for (int character = ' '; character <= Character.MAX_CODE_POINT; character += 61) {
            String name = Character.toString(character);
            if (!Character.isISOControl(character) && Character.getType(character) != Character.SURROGATE) {
                int bytes = name.getBytes(StandardCharsets.UTF_8).length;
                assertThat(CommandChecks.text("resource", name, bytes)).isEqualTo(name);
                assertThatThrownBy(() -> CommandChecks.text("resource", name + "a", bytes))
                        .isInstanceOf(InvalidCommandException.class);
            }
        }
    }

    private static void tooLong(String name) {
        assertThatThrownBy(() -> CommandChecks.text("resource", name, 512))
                .isInstanceOf(InvalidCommandException.class)
                .hasMessageContaining("bytes long or more");
    }

    @Test
    void theErrorNamesFieldAndExpectation() {
        assertThatThrownBy(() -> new LeaseRef("orders", 1, 0))
                .isInstanceOfSatisfying(InvalidCommandException.class, e -> {
                    assertThat(e.field()).isEqualTo("token");
                    assertThat(e.expected()).isEqualTo("a positive number");
                });
    }

    @Test
    void recordValuesAreBoundedAndCopied() {
        byte[] bytes = new byte[RecordValue.MAX_BYTES];
        var value = new RecordValue(bytes);
        bytes[0] = 1;
        assertThat(value.toByteArray()[0]).isZero();
        value.toByteArray()[0] = 1;
        assertThat(value.toByteArray()[0]).isZero();
        assertThatThrownBy(() -> new RecordValue(new byte[RecordValue.MAX_BYTES + 1]))
                .isInstanceOf(InvalidCommandException.class)
                .hasMessageContaining("0 to 65536");
    }

    @Test
    void openingsAcquireABoundedNumberOfDifferentResources() {
        var spec = new SessionSpec("a", "x", "a", "us-east", 0, 1_000, 1, 0);
        var acquires = new ArrayList<Command.FirstAcquire>();
        for (int i = 0; i < Command.MAX_FIRST_ACQUIRES; i++) {
            acquires.add(new Command.FirstAcquire("r" + i, true));
        }
        assertThat(new Command.OpenSession(spec, acquires).acquires()).hasSize(1_000);
        acquires.add(new Command.FirstAcquire("one-more", true));
        assertThatThrownBy(() -> new Command.OpenSession(spec, acquires)).isInstanceOf(InvalidCommandException.class);
        var twice = List.of(new Command.FirstAcquire("orders", true), new Command.FirstAcquire("orders", false));
        assertThatThrownBy(() -> new Command.OpenSession(spec, twice))
                .isInstanceOf(InvalidCommandException.class)
                .hasMessageContaining("each resource once");
    }

    @Test
    void silenceIsTtlPlusDrift() {
        assertThat(new SessionSpec("a", "x", "a", "us-east", 0, 5_000, 10_000, 0).silenceNanos())
                .isEqualTo(5_050_000_000L);
        assertThat(new SessionSpec("a", "x", "a", "us-east", 0, 3_600_000, 100_000, 0).silenceNanos())
                .isEqualTo(3_960_000_000_000L);
    }
}
