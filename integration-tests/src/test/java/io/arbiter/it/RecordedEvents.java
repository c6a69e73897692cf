package io.arbiter.it;

import io.arbiter.client.ArbiterException;
import io.arbiter.client.WatchListener;
import io.arbiter.v1.Event;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the tokens that a watch told of. */
final class RecordedEvents implements WatchListener {
    final List<Long> granted = new CopyOnWriteArrayList<>();
    final List<Long> ended = new CopyOnWriteArrayList<>();
    final List<ArbiterException> failures = new CopyOnWriteArrayList<>();

    @Override
    public void happened(List<Event> events, long revision) {
        granted.addAll(events.stream().filter(Event::hasLeaseGranted)
                .map(e -> e.getLeaseGranted().getLease().getToken()).toList());
        ended.addAll(events.stream().filter(Event::hasLeaseEnded).map(e -> e.getLeaseEnded().getToken()).toList());
    }

    @Override
    public void ended(ArbiterException failure) {
        failures.add(failure);
    }
}
