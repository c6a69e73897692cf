package io.arbiter.server.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.core.machine.StateSnapshot.ResourceImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code arbiter-server snapshot}: its answers and exit codes. */
class SnapshotCommandTest {
    private final StateSnapshot state = Backups.state(1);

    @TempDir
    private Path directory;

    private record Run(int code, String out, String err) {}

    @Test
    void inspectSaysWhatTheFileIs() throws IOException {
        Run run = run("inspect", Backups.write(file(), state).toString());
        assertThat(run.code()).isZero();
        assertThat(run.out().replaceAll(" +", " "))
                .contains("cluster prod\n")
                .contains("cluster id cluster-1\n")
                .contains("taken 2026-05-28T20:26:40Z\n")
                .contains("revision " + state.counters().appliedIndex() + "\n")
                .contains("term 3\n")
                .contains("last token " + state.counters().lastToken() + "\n");
    }

    @Test
    void verifyRestoresIntoMemoryAndCounts() throws IOException {
        Run run = run("verify", Backups.write(file(), state).toString(), "--json");
        assertThat(run.code()).as(run.err()).isZero();
        var facts = JsonParser.parseString(run.out()).getAsJsonObject();
        assertThat(facts.get("sessions").getAsInt()).isEqualTo(state.sessions().size());
        assertThat(facts.get("leases").getAsLong())
                .isPositive()
                .isEqualTo(state.resources().stream()
                        .filter(resource -> resource.lease().isPresent())
                        .count());
        assertThat(facts.get("restored_tokens_above").getAsLong())
                .isGreaterThan(state.counters().lastToken());
    }

    @Test
    void damageHasItsNameAndItsExitCode() throws IOException {
        Files.writeString(file(), "no backup at all");
        Run run = run("verify", file().toString(), "--json");
        assertThat(run.code()).isEqualTo(5);
        assertThat(JsonParser.parseString(run.err())
                        .getAsJsonObject()
                        .get("reason")
                        .getAsString())
                .isEqualTo("NOT_A_BACKUP");
        assertThat(run("inspect", file().toString()).err()).startsWith("NOT_A_BACKUP: " + file());
    }

    @Test
    void aFileThatIsNotThereCannotBeRead() {
        Run run = run("inspect", file().toString());
        assertThat(run.code()).isEqualTo(6);
        assertThat(run.err()).startsWith("UNREADABLE: ").contains("NoSuchFile");
    }

    /** Right checksums do not make a state: here two resources are held under one token (S1). */
    @Test
    void aStateThatCannotBeIsFoundByTheInvariants() throws IOException {
        ResourceImage held = state.resources().stream()
                .filter(resource -> resource.lease().isPresent())
                .findFirst()
                .orElseThrow();
        var twin = new ResourceImage(
                "twin",
                held.lease(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        var resources = new java.util.ArrayList<>(state.resources());
        resources.add(twin);
        Run run = run(
                "verify",
                Backups.write(file(), state.with(state.sessions(), resources)).toString());
        assertThat(run.code()).isEqualTo(8);
        assertThat(run.err()).startsWith("BACKUP_STATE_BROKEN").contains("S1: two leases with token");
    }

    /** A state of the far future: the clock of the machine that restores must not be before it. */
    @Test
    void aClockBeforeTheBackupsOwnTimeIsRefused() throws IOException {
        StateSnapshot future = Backups.stateAt(1, 4_000_000_000_000L);
        Run run = run("verify", Backups.write(file(), future).toString());
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.err()).startsWith("RESTORE_REFUSED").contains("set the clock right");
    }

    @Test
    void withoutACommandItSaysWhatItExpects() {
        assertThat(run().code()).isEqualTo(2);
        assertThat(run().err()).contains("expected inspect or verify");
    }

    private static Run run(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = new CommandLine(new SnapshotCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
        return new Run(code, out.toString(), err.toString());
    }

    private Path file() {
        return directory.resolve("monday.arbiter");
    }
}
