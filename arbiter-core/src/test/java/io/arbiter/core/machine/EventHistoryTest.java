package io.arbiter.core.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.Event;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventHistoryTest {
    private final EventHistory history = new EventHistory(3);

    @Test
    void offersEverythingFromARevisionOn() {
        add(4, 4, 6);
        assertThat(revisionsSince(4)).contains(List.of(4L, 4L, 6L));
        assertThat(revisionsSince(5)).contains(List.of(6L));
        assertThat(revisionsSince(7)).contains(List.of());
        assertThat(history.compactedRevision()).isZero();
    }

    @Test
    void offersNothingOfARevisionThatIsPartlyForgotten() {
        add(4, 4, 6, 7);
        assertThat(history.compactedRevision()).isEqualTo(4);
        assertThat(revisionsSince(4)).isEmpty();
        assertThat(revisionsSince(5)).contains(List.of(6L, 7L));
    }

    @Test
    void oneRevisionWithMoreEventsThanTheLimitIsForgottenWhole() {
        add(4, 5, 5, 5, 5);
        assertThat(revisionsSince(5)).isEmpty();
        assertThat(revisionsSince(6)).contains(List.of());
    }

    @Test
    void restoredItOffersTheSame() {
        add(4, 4, 6, 7);
        var copy = new EventHistory(3);
        copy.restore(history.all(), history.compactedRevision());
        assertThat(copy.since(4)).isEmpty();
        assertThat(copy.since(5)).isEqualTo(history.since(5));
    }

    private void add(long... revisions) {
        for (long revision : revisions) {
            history.add(new Event(revision, 0, new Event.SessionEnded(1, EndReason.RELEASED, Optional.empty())));
        }
    }

    private Optional<List<Long>> revisionsSince(long revision) {
        return history.since(revision)
                .map(events -> events.stream().map(Event::revision).toList());
    }
}
