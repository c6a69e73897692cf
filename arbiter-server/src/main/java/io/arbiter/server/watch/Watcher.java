package io.arbiter.server.watch;

import io.arbiter.core.auth.Rights;
import io.arbiter.core.event.Event;
import io.arbiter.server.codec.WireMessages;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import io.arbiter.v1.WatchResponse;
import java.util.ArrayDeque;
import java.util.List;

/**
 * One watch. The applying thread puts events in, and the caller of {@link #drain} takes them out, one revision to an
 * answer; {@link #drain} calls never overlap.
 */
public final class Watcher {
    private Audience audience;
    private final WatchSink sink;
    private final ArrayDeque<Event> buffer = new ArrayDeque<>();
    private final Object draining = new Object();
    private final int limit;
    private int catchUp;
    private long delivered;
    private long known;
    private boolean quiet;
    private CallException ending;
    private boolean ended;

    Watcher(Audience audience, long firstRevision, int limit, WatchSink sink) {
        this.audience = audience;
        this.sink = sink;
        this.limit = limit;
        this.delivered = firstRevision - 1;
        this.known = firstRevision - 1;
    }

    /** Adds the events before the watch started, which do not count against its buffer. */
    synchronized void catchUp(List<Event> events, long through) {
        put(events, through);
        catchUp = buffer.size();
    }

    /** Adds the events since, up to and including revision {@code through}. */
    synchronized void offer(List<Event> events, long through) {
        put(events, through);
        if (buffer.size() - catchUp > limit && ending == null) {
            end(new CallException(
                    Reason.WATCHER_TOO_SLOW,
                    "more than " + limit + " events wait for this watcher; " + "resume from revision "
                            + (delivered + 1),
                    delivered + 1));
        }
    }

    private void put(List<Event> events, long through) {
        if (through <= known) {
            return;
        }
        for (Event event : events) {
            if (event.revision() > known && audience.hears(event)) {
                buffer.add(event);
            }
        }
        known = through;
    }

    /** From now on it hears what these rights allow, also of what is buffered. */
    synchronized void setRights(Rights rights) {
        audience = audience.with(rights);
        int before = buffer.size();
        buffer.removeIf(event -> !audience.hears(event));
        catchUp = Math.max(0, catchUp - (before - buffer.size()));
    }

    synchronized Audience audience() {
        return audience;
    }

    /** Drops buffered events; the sink receives the reason at the next drain. */
    synchronized void end(CallException why) {
        if (ending == null) {
            ending = why;
            buffer.clear();
        }
    }

    /** Called every so often: reports progress if nothing else was sent since the last call. */
    void progress() {
        synchronized (draining) {
            WatchResponse answer = progressIfQuiet();
            if (answer != null && sink.isReady()) {
                sink.send(answer);
            }
        }
    }

    private synchronized WatchResponse progressIfQuiet() {
        boolean tell = quiet && buffer.isEmpty() && !ended && ending == null;
        quiet = true;
        if (!tell) {
            return null;
        }
        delivered = known;
        return WatchResponse.newBuilder().setRevision(known).build();
    }

    /** Sends as many answers as the sink takes. */
    public void drain() {
        synchronized (draining) {
            for (WatchResponse next = next(); next != null; next = next()) {
                sink.send(next);
            }
            CallException why = takeEnding();
            if (why != null) {
                sink.end(why);
            }
        }
    }

    private synchronized CallException takeEnding() {
        CallException why = ended ? null : ending;
        ended |= why != null;
        return why;
    }

    private synchronized WatchResponse next() {
        if (buffer.isEmpty() || ended || !sink.isReady()) {
            return null;
        }
        long revision = buffer.peek().revision();
        var answer = WatchResponse.newBuilder().setRevision(revision);
        while (!buffer.isEmpty() && buffer.peek().revision() == revision) {
            answer.addEvents(WireMessages.event(buffer.poll()));
            catchUp = Math.max(0, catchUp - 1);
        }
        delivered = revision;
        quiet = false;
        return answer.build();
    }

    /** The revision up to which it has received everything. */
    synchronized long known() {
        return known;
    }

    synchronized boolean isEnding() {
        return ending != null;
    }

    synchronized boolean hasWork() {
        return !ended && (ending != null || !buffer.isEmpty());
    }
}
