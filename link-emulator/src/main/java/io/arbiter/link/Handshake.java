package io.arbiter.link;

/**
 * Opens a connection as slowly as TCP does: the real socket to the target is opened when the SYN has travelled one way,
 * and nothing is delivered before its answer has travelled back. While one of the two ways is cut, the handshake hangs.
 * The client's connect() itself cannot be imitated, because loopback answers at once: the client sees an open
 * connection on which nothing happens.
 */
final class Handshake implements Timers.Timed {
    private final Connection connection;
    private final DelayLine syn;
    private final DelayLine answer;

    Handshake(Connection connection, Link forward, Link backward) {
        this.connection = connection;
        this.syn = new DelayLine(forward);
        this.answer = new DelayLine(backward);
    }

    void start(long nowNanos) {
        syn.send(Parcel.END, nowNanos);
        schedule();
    }

    /** The target has accepted, or refused (RESET). */
    void answered(Parcel news, long nowNanos) {
        answer.send(news, nowNanos);
        schedule();
    }

    @Override
    public void wake(long nowNanos) {
        if (syn.arrived(nowNanos) != null) {
            syn.clear();
            connection.connectToTarget(nowNanos);
        }
        Parcel news = answer.arrived(nowNanos);
        if (news != null) {
            answer.clear();
            connection.established(news, nowNanos);
        }
        schedule();
    }

    /** Also called when a setting of a link has changed. */
    void schedule() {
        for (DelayLine line : new DelayLine[] {syn, answer}) {
            if (line.isMoving()) {
                connection.timers().schedule(line.nextArrivalNanos(), this);
            }
        }
    }
}
