package io.arbiter.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;

/** One direction of a connection: reads from the source into the delay line, and writes arrived bytes to the sink. */
final class Pipe implements Timers.Timed {
    private final Connection connection;
    private final DelayLine line;
    private Endpoint source;
    private Endpoint sink;
    private boolean sourceEnded;
    private boolean delivering;
    private boolean finished;
    private boolean alarmSet;
    private long alarmNanos;

    Pipe(Connection connection, Link link) {
        this.connection = connection;
        this.line = new DelayLine(link);
    }

    void readFrom(Endpoint newSource) {
        source = newSource;
        source.want(SelectionKey.OP_READ, true);
    }

    /** Both ends are there: bytes read early count as sent now. */
    void deliverTo(Endpoint newSink, long nowNanos) {
        sink = newSink;
        delivering = true;
        line.resend(nowNanos);
        schedule();
    }

    boolean isFinished() {
        return finished;
    }

    boolean hasSourceEnded() {
        return sourceEnded;
    }

    int heldBytes() {
        return line.bytes();
    }

    void read(ByteBuffer scratch, long nowNanos) {
        if (sourceEnded || finished) {
            return;
        }
        line.send(take(scratch), nowNanos);
        source.want(SelectionKey.OP_READ, !sourceEnded && !line.isFull());
        schedule();
    }

    private Parcel take(ByteBuffer scratch) {
        scratch.clear();
        try {
            sourceEnded = source.channel().read(scratch) < 0;
            return sourceEnded ? Parcel.END : Parcel.copyOf(scratch.flip());
        } catch (IOException reset) {
            // The peer's reset travels to the other side with the link's delay, as bytes do.
            sourceEnded = true;
            return Parcel.RESET;
        }
    }

    /** The source broke while something was written to it. */
    void sourceFailed(long nowNanos) {
        if (!sourceEnded) {
            sourceEnded = true;
            source.want(SelectionKey.OP_READ, false);
            line.send(Parcel.RESET, nowNanos);
            schedule();
        }
    }

    @Override
    public void wake(long nowNanos) {
        alarmSet = false;
        deliver(nowNanos);
    }

    /** Hands over the arrived bytes, as far as the sink takes them. */
    void deliver(long nowNanos) {
        boolean blocked = false;
        while (delivering && !finished && !blocked) {
            Parcel parcel = line.arrived(nowNanos);
            if (parcel == null) {
                break;
            }
            blocked = !hand(parcel, nowNanos);
        }
        afterDelivery(blocked);
    }

    private void afterDelivery(boolean blocked) {
        if (!delivering || finished) {
            return;
        }
        sink.want(SelectionKey.OP_WRITE, blocked);
        source.want(SelectionKey.OP_READ, !sourceEnded && !line.isFull());
        if (!blocked) {
            schedule();
        }
    }

    /** True if the sink took all of it. */
    private boolean hand(Parcel parcel, long nowNanos) {
        try {
            if (parcel.kind() == Parcel.Kind.DATA) {
                line.delivered(sink.channel().write(parcel.bytes()));
                return parcel.size() == 0;
            }
            end(parcel);
        } catch (IOException broken) {
            finish();
            connection.broke(this, nowNanos);
        }
        return true;
    }

    private void end(Parcel parcel) throws IOException {
        finish();
        if (parcel.kind() == Parcel.Kind.RESET) {
            connection.reset();
        } else {
            sink.channel().shutdownOutput();
            connection.closeIfFinished();
        }
    }

    private void finish() {
        finished = true;
        line.clear();
        source.want(SelectionKey.OP_READ, false);
    }

    /** Sets the alarm for the next arrival; also called when a setting of the link has changed. */
    void schedule() {
        if (!delivering || finished || !line.isMoving()) {
            return;
        }
        long nextNanos = line.nextArrivalNanos();
        if (!alarmSet || nextNanos - alarmNanos < 0) {
            alarmSet = true;
            alarmNanos = nextNanos;
            connection.timers().schedule(nextNanos, this);
        }
    }
}
