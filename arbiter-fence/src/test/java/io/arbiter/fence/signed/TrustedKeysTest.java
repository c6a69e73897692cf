package io.arbiter.fence.signed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of published keys: read, read again after a change, refused. */
class TrustedKeysTest {
    @TempDir
    private Path directory;

    @Test
    void aChangedFileIsReadAgain() throws IOException {
        Path file = directory.resolve("keys");
        var first = new TestSigner();
        var second = new TestSigner();
        write(file, first);
        TrustedKeysFile keys = TrustedKeysFile.open(file);
        assertThat(keys.get()).isSameAs(keys.get());
        write(file, second, first);
        assertThat(keys.get().ids()).containsExactlyInAnyOrder(first.keyId(), second.keyId());
        Files.writeString(file, "nothing");
        assertThatThrownBy(keys::get).isInstanceOf(IllegalArgumentException.class);
        Files.delete(file);
        assertThatThrownBy(keys::get).isInstanceOf(UncheckedIOException.class);
        write(file, second);
        assertThat(keys.get().ids()).containsExactly(second.keyId());
    }

    /** As docs/signed-tokens.md says: whole, under another name, renamed. */
    private void write(Path file, TestSigner... signers) throws IOException {
        var text = new StringBuilder("arbiter-keys 1\ncluster cluster-1\n");
        for (TestSigner signer : signers) {
            text.append(signer.line());
        }
        Path next = Files.writeString(directory.resolve("next"), text);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void linesOfLaterVersionsAreLeft() {
        assertThat(TrustedKeys.parse(TestSigner.GOLDEN_KEYS + "note something new\n")
                        .ids())
                .containsExactly("a050837d85070582");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "arbiter-keys 2\ncluster a\n",
                "arbiter-keys 1\n",
                "arbiter-keys 1\ncluster a\n",
                "arbiter-keys 1\ncluster a\nkey a050837d85070582 AAAA\n",
                "arbiter-keys 1\ncluster a\nkey a050837d85070582 !\n",
                "arbiter-keys 1\ncluster a\nkey b050837d85070582"
                        + " MCowBQYDK2VwAyEAA6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=\n"
            })
    void whatIsNoFileOfKeysIsRefused(String text) {
        assertThatThrownBy(() -> TrustedKeys.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
