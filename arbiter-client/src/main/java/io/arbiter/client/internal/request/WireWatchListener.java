package io.arbiter.client.internal.request;

import io.arbiter.client.ArbiterException;
import io.arbiter.client.WatchListener;
import io.arbiter.v1.Event;
import java.util.List;

/** As {@link WatchListener}, in messages of the wire protocol. */
public interface WireWatchListener {

    void onEvents(List<Event> events, long revision);

    void onInterrupted(ArbiterException failure, long nextRevision);

    void onClosed(ArbiterException failure);

    /** Notifies a user's listener in values of the API. */
    static WireWatchListener of(WatchListener user) {
        return new WireWatchListener() {
            @Override
            public void onEvents(List<Event> events, long revision) {
                user.onEvents(FromWire.events(events), revision);
            }

            @Override
            public void onInterrupted(ArbiterException failure, long nextRevision) {
                user.onInterrupted(failure, nextRevision);
            }

            @Override
            public void onClosed(ArbiterException failure) {
                user.onClosed(failure);
            }
        };
    }
}
