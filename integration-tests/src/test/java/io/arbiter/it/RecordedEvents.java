package io.arbiter.it;

import io.arbiter.client.ArbiterException;
import io.arbiter.client.WatchListener;
import io.arbiter.client.model.Event;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the tokens that a watch reported. */
final class RecordedEvents implements WatchListener {
    final List<Long> granted = new CopyOnWriteArrayList<>();
    final List<Long> ended = new CopyOnWriteArrayList<>();
    final List<ArbiterException> failures = new CopyOnWriteArrayList<>();

    @Override
    public void onEvents(List<Event> events, long revision) {
        for (Event event : events) {
            if (event instanceof Event.LeaseGranted grant) {
                granted.add(grant.grant().token());
            } else if (event instanceof Event.LeaseEnded end) {
                ended.add(end.token());
            }
        }
    }

    @Override
    public void onClosed(ArbiterException failure) {
        failures.add(failure);
    }
}
