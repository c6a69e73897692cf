package io.arbiter.server.watch;

import io.arbiter.core.event.Event;
import io.arbiter.server.codec.WireMessages;
import io.arbiter.server.failure.CallFailure;
import io.arbiter.server.failure.Reason;
import io.arbiter.v1.WatchRequest;
import io.arbiter.v1.WatchResponse;
import java.util.ArrayDeque;
import java.util.List;

/**
 * One watch. Events are put in by the applying thread and taken out, one revision to an answer, by whoever drains it;
 * {@link #drain} calls never overlap.
 */
public final class Watcher {
    private final String prefix;
    private final WatchSink sink;
    private final ArrayDeque<Event> buffer = new ArrayDeque<>();
    private final Object draining = new Object();
    private final int limit;
    private int catchUp;
    private long delivered;
    private long known;
    private boolean quiet;
    private CallFailure ending;
    private boolean ended;

    Watcher(WatchRequest request, long firstRevision, int limit, WatchSink sink) {
        this.prefix = request.getPrefix();
        this.sink = sink;
        this.limit = limit;
        this.delivered = firstRevision - 1;
        this.known = firstRevision - 1;
    }

    /** What happened before the watch began, which does not count against its buffer. */
    synchronized void catchUp(List<Event> events, long through) {
        put(events, through);
        catchUp = buffer.size();
    }

    /** What happened since, up to and including revision {@code through}. */
    synchronized void offer(List<Event> events, long through) {
        put(events, through);
        if (buffer.size() - catchUp > limit && ending == null) {
            end(new CallFailure(Reason.WATCHER_TOO_SLOW, "more than " + limit + " events wait for this watcher; "
                    + "resume from revision " + (delivered + 1), delivered + 1));
        }
    }

    private void put(List<Event> events, long through) {
        if (through <= known) {
            return;
        }
        for (Event event : events) {
            if (event.revision() > known && isWanted(event)) {
                buffer.add(event);
            }
        }
        known = through;
    }

    /** A session's own events concern no resource: they come only to those who watch everything. */
    private boolean isWanted(Event event) {
        return prefix.isEmpty() || event.change().resource().filter(name -> name.startsWith(prefix)).isPresent();
    }

    /** Drops what is buffered; the sink hears why when it is drained next. */
    synchronized void end(CallFailure why) {
        if (ending == null) {
            ending = why;
            buffer.clear();
        }
    }

    /** Called every so often: says how far it has got if nothing else was said since the last call. */
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

    /** Sends what the sink takes. */
    public void drain() {
        synchronized (draining) {
            for (WatchResponse next = next(); next != null; next = next()) {
                sink.send(next);
            }
            CallFailure why = takeEnding();
            if (why != null) {
                sink.end(why);
            }
        }
    }

    private synchronized CallFailure takeEnding() {
        CallFailure why = ended ? null : ending;
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

    /** The revision up to which it has heard everything. */
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
