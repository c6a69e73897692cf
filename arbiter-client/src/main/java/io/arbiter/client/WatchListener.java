package io.arbiter.client;

import io.arbiter.v1.Event;
import java.util.List;

/**
 * Hears of events, one call at a time, on a thread of the watch's own. The next events are fetched when the
 * call returns: a slow listener slows its own watch and nothing else. One that falls far behind resumes by
 * itself as long as the history reaches back.
 */
public interface WatchListener {

    /**
     * Something happened, or nothing up to that revision.
     *
     * @param events in order; empty if nothing happened
     * @param revision everything up to here has been told; to resume later, watch from the next one
     */
    void happened(List<Event> events, long revision);

    /**
     * The watch has ended and tells nothing more.
     *
     * @param failure e.g. {@link HistoryCompactedException}
     */
    void ended(ArbiterException failure);
}
