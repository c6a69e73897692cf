package io.arbiter.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.server.exit.StartException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deposed leader: entries 90 to 119 of term 2 that were never committed, where the others have those of term 3. */
class LogCheckTest {
    @TempDir
    private Path directory;

    private Path group;
    private LowerBound bound;

    @BeforeEach
    void aLog() throws Exception {
        group = directory.resolve("group");
        Path current = Files.createDirectories(group.resolve("current"));
        Files.createDirectories(group.resolve("sm"));
        Files.writeString(current.resolve("raft-meta"), "term=3\nvotedFor=\n");
        SegmentBytes open = new SegmentBytes(90, 1);
        for (int i = 0; i < 30; i++) {
            open.entry(2, 10);
        }
        Files.write(current.resolve("log_inprogress_90"), open.bytes(0));
        bound = LowerBound.open(List.of(directory.resolve("bound")), false);
        bound.opened(90);
        bound.voted(3, "");
        Files.writeString(group.resolve("sm").resolve("snapshot.3_100"), "state");
        Files.writeString(group.resolve("sm").resolve("snapshot.3_100.md5"), "digest");
        bound.snapshot(3, 100);
    }

    /** Killed after the leader's snapshot was installed, and before its next entries have cut the old ones off. */
    @Test
    void oldEntriesThatAnInstalledSnapshotCoversAreNoReasonToRefuse() throws Exception {
        LogCheck.check(group, bound, Force.disk());
    }

    /** A segment was started while a cut that would delete it was under way; the power failed after the deletion. */
    @Test
    void aSegmentThatWasBegunDuringACutMayBeGone() throws Exception {
        Path current = group.resolve("current");
        Files.move(current.resolve("log_inprogress_90"), current.resolve("log_90-119"));
        bound.acknowledged(bound.cuts(), 2, 119);
        bound.cut(105);
        bound.opened(120);
        LogCheck.check(group, bound, Force.disk());
        assertThat(bound.bound().cutFrom()).isEqualTo(-1);
    }

    @Test
    void oldEntriesWhereOthersWereAcknowledgedAreRefused() throws Exception {
        bound.acknowledged(bound.cuts(), 3, 110);
        assertThatThrownBy(() -> LogCheck.check(group, bound, Force.disk()))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("entry 110 is of term 2");
    }
}
