package io.arbiter.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditFilesTest {
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

    @TempDir
    private Path directory;

    private static AuditEvent event(String comment) {
        return new AuditEvent(NOON, "", "lease.break", "OK", Map.of("comment", comment));
    }

    private AuditFiles open(long fileBytes, int keep) throws IOException {
        return AuditFiles.open(directory, fileBytes, keep);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> found = Files.list(directory)) {
            return found.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        }
    }

    private List<JsonObject> events() throws IOException {
        var events = new ArrayList<JsonObject>();
        for (Path file : files()) {
            Files.readAllLines(file)
                    .forEach(line -> events.add(JsonParser.parseString(line).getAsJsonObject()));
        }
        return events;
    }

    private void isOneChain() throws IOException {
        AuditChain chain = AuditChain.START;
        for (Path file : files()) {
            for (String line : Files.readAllLines(file)) {
                JsonObject event = JsonParser.parseString(line).getAsJsonObject();
                assertThat(event.get("sequence").getAsLong()).isEqualTo(chain.sequence() + 1);
                assertThat(event.get("previous").getAsString()).isEqualTo(chain.hash());
                chain = AuditChain.endingWith(line);
            }
        }
    }

    @Test
    void aRestartGoesOnWithTheChain() throws IOException {
        for (String comment : List.of("one", "two\n\"quoted\"", "drei ü")) {
            try (AuditFiles files = open(1_000_000, 3)) {
                files.append(List.of(event(comment), event(comment)), "n1");
            }
        }
        isOneChain();
        assertThat(events()).hasSize(6);
        assertThat(events().get(2).get("comment").getAsString()).isEqualTo("two\n\"quoted\"");
        assertThat(files()).hasSize(1);
    }

    /** Its call was not said to be kept: what is left of it would make the next line unreadable. */
    @Test
    void aLineThatACutLeftInTheMiddleIsCutOff() throws IOException {
        try (AuditFiles files = open(1_000_000, 3)) {
            files.append(List.of(event("whole")), "n1");
        }
        Files.writeString(files().get(0), "{\"sequence\":2,\"prev", StandardOpenOption.APPEND);
        try (AuditFiles files = open(1_000_000, 3)) {
            files.append(List.of(event("next")), "n1");
        }
        isOneChain();
        assertThat(events())
                .extracting(event -> event.get("comment").getAsString())
                .containsExactly("whole", "next");
    }

    @Test
    void fullFilesMakeRoomAndOldOnesGo() throws IOException {
        try (AuditFiles files = open(1_000, 3)) {
            for (int i = 1; i <= 40; i++) {
                files.append(List.of(event("number " + i)), "n1");
            }
        }
        assertThat(files()).hasSize(3);
        List<JsonObject> left = events();
        assertThat(left.get(left.size() - 1).get("sequence").getAsLong()).isEqualTo(40);
        assertThat(files().get(0).getFileName().toString())
                .isEqualTo("audit-%019d.jsonl"
                        .formatted(left.get(0).get("sequence").getAsLong()));
        try (AuditFiles files = open(1_000, 3)) {
            files.append(List.of(event("after a restart")), "n1");
        }
        assertThat(events().get(events().size() - 1).get("sequence").getAsLong())
                .isEqualTo(41);
    }

    /** A cut between the creation of a file and its first line. */
    @Test
    void anEmptyFileIsFilled() throws IOException {
        try (AuditFiles files = open(300, 3)) {
            files.append(List.of(event("x".repeat(300))), "n1");
        }
        Files.createFile(directory.resolve("audit-%019d.jsonl".formatted(2)));
        try (AuditFiles files = open(300, 3)) {
            files.append(List.of(event("next")), "n1");
        }
        isOneChain();
        assertThat(files()).hasSize(2);
    }

    @Test
    void twoDoNotWriteToOneDirectory() throws IOException {
        AuditFiles first = open(1_000, 3);
        assertThatThrownBy(() -> open(1_000, 3)).hasMessageContaining("another node writes its audit to");
        first.close();
        open(1_000, 3).close();
    }

    @Test
    void textsAreCut() {
        assertThat(event("x".repeat(5_000)).details().get("comment")).hasSize(AuditEvent.MAX_CHARACTERS);
    }
}
