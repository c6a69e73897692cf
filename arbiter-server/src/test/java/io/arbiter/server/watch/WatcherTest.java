package io.arbiter.server.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.core.auth.AuthState;
import io.arbiter.core.auth.Principal;
import io.arbiter.core.event.Event;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import io.arbiter.v1.WatchResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatcherTest {
    private final Sink sink = new Sink();
    private final Watcher watcher =
            new Watcher(new Audience(Principal.NOBODY, "", AuthState.INITIAL.rightsOf(Principal.NOBODY)), 1, 3, sink);

    @Test
    void sendsNoFasterThanTheSinkTakes() {
        sink.room = 1;
        watcher.offer(events(5), 5);
        watcher.offer(events(6), 6);
        watcher.drain();
        assertThat(sink.revisions()).containsExactly(5L);
        sink.room = 5;
        watcher.drain();
        assertThat(sink.revisions()).containsExactly(5L, 6L);
    }

    @Test
    void aWatcherThatDoesNotReadIsToldWhereToResume() {
        sink.room = 1;
        watcher.offer(events(5), 5);
        watcher.drain();
        for (long revision = 6; revision <= 9; revision++) {
            watcher.offer(events(revision), revision);
        }
        watcher.drain();
        assertThat(sink.end.reason()).isEqualTo(Reason.WATCHER_TOO_SLOW);
        assertThat(sink.end.metadata()).containsEntry("resume_revision", "6");
    }

    @Test
    void catchingUpDoesNotCountAsSlowness() {
        var history = new ArrayList<Event>();
        for (long revision = 1; revision <= 50; revision++) {
            history.addAll(events(revision));
        }
        watcher.catchUp(history, 50);
        watcher.offer(events(51), 51);
        sink.room = 100;
        watcher.drain();
        assertThat(sink.end).isNull();
        assertThat(sink.revisions()).hasSize(51);
    }

    @Test
    void whatItKnowsAlreadyIsNotRepeated() {
        watcher.catchUp(events(5), 5);
        watcher.offer(events(5), 5);
        sink.room = 9;
        watcher.drain();
        assertThat(sink.revisions()).containsExactly(5L);
    }

    @Test
    void progressComesOnlyAfterSilence() {
        sink.room = 9;
        watcher.offer(events(5), 5);
        watcher.drain();
        watcher.offer(List.of(), 7);
        watcher.progress();
        assertThat(sink.revisions()).containsExactly(5L);
        watcher.progress();
        assertThat(sink.revisions()).containsExactly(5L, 7L);
    }

    private static List<Event> events(long revision) {
        return List.of(new Event(revision, 0, new Event.SessionOpened(1, "c", "h", "r")));
    }

    private static final class Sink implements WatchSink {
        private final List<WatchResponse> answers = new ArrayList<>();
        private int room;
        private CallException end;

        @Override
        public boolean isReady() {
            return room > 0;
        }

        @Override
        public void send(WatchResponse answer) {
            room--;
            answers.add(answer);
        }

        @Override
        public void end(CallException why) {
            end = why;
        }

        List<Long> revisions() {
            return answers.stream().map(WatchResponse::getRevision).toList();
        }
    }
}
