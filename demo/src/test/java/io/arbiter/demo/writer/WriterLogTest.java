package io.arbiter.demo.writer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterLogTest {
    @TempDir
    private Path directory;

    @Test
    void readsBackWhatWasNoted() throws IOException {
        Path file = directory.resolve("events");
        try (WriterLog log = new WriterLog(file)) {
            log.note(WriterEvent.Kind.ACQUIRED, 7, "a | b\nsecond line");
            log.note(WriterEvent.Kind.COUNTED, 0, new WriteCounts.Snapshot(1, 2, 3, 4).text());
        }
        List<WriterEvent> events = WriterLog.read(file);
        assertThat(events)
                .extracting(WriterEvent::kind)
                .containsExactly(WriterEvent.Kind.ACQUIRED, WriterEvent.Kind.COUNTED);
        assertThat(events.get(0).token()).isEqualTo(7);
        assertThat(events.get(0).detail()).isEqualTo("a | b");
        assertThat(WriteCounts.Snapshot.parse(events.get(1).detail())).isEqualTo(new WriteCounts.Snapshot(1, 2, 3, 4));
    }

    @Test
    void lineThatIsStillBeingWrittenIsLeftOut() throws IOException {
        Path file = directory.resolve("events");
        try (WriterLog log = new WriterLog(file)) {
            log.note(WriterEvent.Kind.STARTED, 0, "1");
        }
        Files.writeString(file, "2026-11-21T10:0", StandardOpenOption.APPEND);
        assertThat(WriterLog.read(file)).hasSize(1);
    }

    @Test
    void missingLogIsEmpty() throws IOException {
        assertThat(WriterLog.read(directory.resolve("none"))).isEmpty();
    }
}
