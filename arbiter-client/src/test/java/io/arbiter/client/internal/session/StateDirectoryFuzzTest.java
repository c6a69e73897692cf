package io.arbiter.client.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the file of a client's state holds, it is the client's id and a generation, or said to be unusable. */
class StateDirectoryFuzzTest {
    @TempDir
    private static Path directory;

    static Stream<byte[]> files() {
        return Stream.of("0", "41", "999999999999999999", "-1")
                .map(generation -> "arbiter-client-1 01234567-89ab-cdef-0123-456789abcdef " + generation + "\n")
                .map(line -> line.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("files")
    @FuzzTest
    void read(byte[] content) throws IOException {
        Files.write(directory.resolve("client"), content);
        try (var state = StateDirectory.open(directory)) {
            assertThat(state.clientId()).hasSize(36);
        } catch (UncheckedIOException refused) {
            assertThat(refused).hasMessageContaining("cannot be used");
        }
    }
}
