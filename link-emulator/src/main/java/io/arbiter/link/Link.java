package io.arbiter.link;

import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The way from one region to another, one direction only. Settings may be changed by any thread while traffic passes;
 * the arrival times are computed by the event loop alone.
 */
public final class Link {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final String from;
    private final String to;
    private final Runnable onChange;
    private final SplittableRandom random;
    private volatile LinkShape shape = LinkShape.NONE;
    private volatile Passage passage = Passage.OPEN;
    private final AtomicInteger resets = new AtomicInteger();
    private volatile long openSinceNanos = System.nanoTime();
    private long busyUntilNanos = System.nanoTime();

    public Link(String from, String to, Runnable onChange) {
        this.from = from;
        this.to = to;
        this.onChange = onChange;
        this.random = new SplittableRandom(Objects.hash(from, to));
    }

    public String from() {
        return from;
    }

    public String to() {
        return to;
    }

    public LinkShape shape() {
        return shape;
    }

    public Passage passage() {
        return passage;
    }

    /** Changes delay, jitter, bandwidth and loss of traffic from now on; traffic in flight keeps its arrival time. */
    public void reshape(LinkShape newShape) {
        shape = Objects.requireNonNull(newShape, "shape");
        onChange.run();
    }

    /**
     * Cuts, refuses or heals. After a cut is healed, the held traffic arrives one delay later, in order: as if the
     * sender's TCP retransmitted in the moment of healing (real TCP may wait for its backed-off timer first).
     */
    public synchronized void pass(Passage newPassage) {
        if (passage != Passage.OPEN && newPassage == Passage.OPEN) {
            openSinceNanos = System.nanoTime();
        }
        passage = newPassage;
        onChange.run();
    }

    /**
     * Resets the connections that use the link now, as a router that forgets them does. New ones may be made at once.
     */
    public void reset() {
        resets.incrementAndGet();
        onChange.run();
    }

    /** Number of resets: a connection that saw fewer is to be reset. */
    int resets() {
        return resets.get();
    }

    /** Arrival time of a parcel sent now, if nothing cuts the link. Only for the event loop. */
    long arrivalNanos(long nowNanos, int bytes) {
        LinkShape current = shape;
        long sentNanos = nowNanos;
        if (current.bytesPerSecond() > 0) {
            long lastsNanos = bytes * NANOS_PER_SECOND / current.bytesPerSecond();
            busyUntilNanos = later(busyUntilNanos, nowNanos) + lastsNanos;
            sentNanos = busyUntilNanos;
        }
        long jitterNanos = current.jitter().toNanos();
        return sentNanos
                + current.delay().toNanos()
                + (jitterNanos == 0 ? 0 : random.nextLong(jitterNanos))
                + Retransmission.delayNanos(current, bytes, random);
    }

    /** Arrival time of a parcel in flight, given that the link may have been cut meanwhile. */
    long notBefore(long arrivalNanos) {
        return later(arrivalNanos, openSinceNanos + shape.delay().toNanos());
    }

    public boolean isOpen() {
        return passage == Passage.OPEN;
    }

    static long later(long oneNanos, long otherNanos) {
        return oneNanos - otherNanos > 0 ? oneNanos : otherNanos;
    }

    @Override
    public String toString() {
        return from + ">" + to;
    }
}
