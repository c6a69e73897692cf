package io.arbiter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An audit of six events in two files, whole and tampered with. */
class AuditVerifyTest {
    @TempDir
    private Path directory;

    private final List<String> lines = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        String previous = "0".repeat(64);
        for (int i = 1; i <= 6; i++) {
            lines.add("{\"sequence\":" + i + ",\"previous\":\"" + previous + "\",\"at\":\"2026-11-30T12:00:0" + i
                    + "Z\",\"action\":\"lease.break\"}");
            previous = sha256(lines.get(i - 1));
        }
        store(0, lines.subList(0, 4));
        store(4, lines.subList(4, 6));
    }

    private void store(int before, List<String> part) throws IOException {
        Files.write(directory.resolve("audit-%019d.jsonl".formatted(before + 1)), part);
    }

    private static String sha256(String line) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(line.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private CliRun verify(String... options) {
        List<String> words = new ArrayList<>(List.of("audit", "verify", directory.toString()));
        words.addAll(List.of(options));
        return CliRun.of(words.toArray(String[]::new));
    }

    private void isBroken(String where) {
        CliRun run = verify();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("AUDIT_BROKEN").contains(where);
    }

    @Test
    void aWholeAuditIsShown() {
        CliRun run = verify();
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("audit-0000000000000000001.jsonl  4       2026-11-30T12:00:01Z  2026-11-30T12:00:04Z")
                .contains("Whole up to event 6, whose hash is " + sha256(lines.get(5)));
        var json = JsonParser.parseString(verify("-o", "json").out()).getAsJsonObject();
        assertThat(json.get("lastEvent").getAsString()).isEqualTo("6");
        assertThat(json.getAsJsonArray("files")).hasSize(2);
    }

    @Test
    void aChangedLineShows() throws IOException {
        store(0, List.of(lines.get(0), lines.get(1).replace("break", "brake"), lines.get(2), lines.get(3)));
        isBroken("0001.jsonl, line 3: event 3 does not follow event 2");
    }

    @Test
    void aLineThatIsMissingShows() throws IOException {
        store(4, lines.subList(5, 6));
        isBroken("0005.jsonl, line 1: event 6 does not follow event 4");
    }

    @Test
    void aFileThatIsMissingInTheMiddleShows() throws IOException {
        store(2, lines.subList(2, 4));
        store(0, lines.subList(0, 1));
        isBroken("0003.jsonl, line 1");
    }

    /** Old files are deleted by age, and that is said. */
    @Test
    void aBeginningThatWasRotatedAwayIsSaid() throws IOException {
        Files.delete(directory.resolve("audit-%019d.jsonl".formatted(1)));
        CliRun run = verify();
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("Begins with event 5: earlier files are not here.");
    }

    @Test
    void anEndThatIsMissingShowsAgainstAHashThatWasKept() throws IOException {
        assertThat(verify("--contains", sha256(lines.get(5))).status()).isZero();
        store(4, lines.subList(4, 5));
        CliRun run = verify("--contains", sha256(lines.get(5)));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("the audit was cut off");
    }

    @Test
    void whatIsNoAuditIsNamed() throws IOException {
        for (String line : List.of("{", "[]", "{}", "{\"sequence\":\"x\",\"previous\":\"\",\"at\":\"\"}", "")) {
            store(4, List.of(line));
            isBroken("0005.jsonl, line 1: it");
        }
        Files.writeString(directory.resolve("audit-%019d.jsonl".formatted(5)), lines.get(4));
        isBroken("line 1: the file ends within it");
        Files.writeString(directory.resolve("audit-%019d.jsonl".formatted(5)), "x".repeat(2_000_000));
        isBroken("line 1: it is longer than");
    }

    @Test
    void whereThereIsNoneItSays() {
        assertThat(CliRun.of("audit", "verify", directory.resolve("none").toString())
                        .status())
                .isEqualTo(3);
        assertThat(CliRun.of("audit", "verify").status()).isEqualTo(2);
    }
}
