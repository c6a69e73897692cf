package io.arbiter.core.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.core.event.Event;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Follows the events alone, and so must end up knowing every holder. Judges S1 and S2 at each event. */
final class Watcher {
    private final Map<String, Long> leases = new TreeMap<>();
    private long newestToken;

    /** A cluster's formation may lift its tokens; no event reports that. */
    void tokensGoOnAbove(long token) {
        newestToken = Math.max(newestToken, token);
    }

    void hear(List<Event> events) {
        for (Event event : events) {
            if (event.change() instanceof Event.LeaseGranted granted) {
                assertThat(granted.lease().token())
                        .as("S1: tokens count up by one")
                        .isEqualTo(newestToken + 1);
                newestToken = granted.lease().token();
                assertThat(leases.put(granted.lease().resource(), newestToken))
                        .as("S2: it was free")
                        .isNull();
            } else if (event.change() instanceof Event.LeaseEnded ended) {
                assertThat(leases.remove(ended.name())).isEqualTo(ended.token());
            }
        }
    }

    Map<String, Long> leases() {
        return leases;
    }
}
