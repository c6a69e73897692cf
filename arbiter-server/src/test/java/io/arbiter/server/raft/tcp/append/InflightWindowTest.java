package io.arbiter.server.raft.tcp.append;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.junit.jupiter.api.Test;

class InflightWindowTest {
    private final InflightWindow window = new InflightWindow();

    private InflightWindow.Append add(long firstIndex) {
        return window.add(AppendEntriesRequestProto.newBuilder()
                .addEntries(LogEntryProto.newBuilder().setIndex(firstIndex))
                .build());
    }

    @Test
    void thereIsOneAppendUntilItIsKnownToFit() {
        InflightWindow.Append first = add(5);
        assertThat(window.hasRoom()).isFalse();

        assertThat(window.answered(first)).isTrue();

        add(6);
        add(7);
        assertThat(window.hasRoom()).isTrue();
    }

    @Test
    void itIsFullSometime() {
        window.answered(add(0));
        for (int i = 1; i <= InflightWindow.MAX_APPENDS; i++) {
            assertThat(window.hasRoom()).isTrue();
            add(i);
        }
        assertThat(window.hasRoom()).isFalse();
    }

    @Test
    void whatIsGivenUpBeginsAtItsOldestEntryAndItsAnswersComeTooLate() {
        window.answered(add(4));
        InflightWindow.Append late = add(5);
        add(6);

        assertThat(window.giveUp()).hasValue(5);

        assertThat(window.isEmpty()).isTrue();
        assertThat(window.giveUp()).isEmpty();
        assertThat(window.answered(late)).isFalse();
        add(5);
        assertThat(window.hasRoom()).isFalse();
    }

    @Test
    void theOldestIsTheOneThatWaits() {
        assertThat(window.oldestMillis()).isEmpty();
        InflightWindow.Append first = add(5);
        assertThat(window.oldestMillis().orElseThrow()).isNotNegative();
        window.answered(first);
        assertThat(window.oldestMillis()).isEmpty();
    }
}
