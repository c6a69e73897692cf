package io.arbiter.client;

import io.arbiter.client.model.Event;
import java.util.List;

/**
 * Receives events, one call at a time, on a thread of the watch's own. The next events are fetched when the
 * call returns: a slow listener slows its own watch and nothing else. One that falls far behind resumes by
 * itself as long as the history reaches back.
 */
public interface WatchListener {

    /**
     * Events happened, or none up to that revision.
     *
     * @param events in order; empty if nothing happened
     * @param revision everything up to here has been reported; to resume later, watch from the next one
     */
    void onEvents(List<Event> events, long revision);

    /**
     * No events arrive for now: the connection broke, or could not be made. The watch tries to go on by itself, on
     * another node, until it is closed; each failed try is reported, and the next one made when this call returns.
     * Does nothing unless overridden.
     *
     * @param failure why the try failed
     * @param nextRevision where it goes on, without gaps or repeats
     */
    default void onInterrupted(ArbiterException failure, long nextRevision) {}

    /**
     * The watch has ended and reports nothing more.
     *
     * @param failure e.g. {@link HistoryCompactedException}, or {@link HistoryResetException} if another
     *     cluster answers
     */
    void onClosed(ArbiterException failure);
}
