package io.arbiter.link;

import java.util.ArrayDeque;

/**
 * The parcels of one connection in flight in one direction, in order, each with its time of arrival. Each parcel gets
 * its time when it is sent, not when the one before it has arrived: the delay costs no throughput. Bounded: a full line
 * takes no more, so that the sender's own TCP slows down. Only for the event loop.
 */
final class DelayLine {
    /** At 70 ms one way it still lets some 60 MB/s pass. */
    static final int CAPACITY_BYTES = 4 << 20;

    private record Entry(Parcel parcel, long arrivalNanos) {}

    private final Link link;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private volatile int bytes; // written by the event loop alone, read by statistics

    DelayLine(Link link) {
        this.link = link;
    }

    boolean isFull() {
        return bytes >= CAPACITY_BYTES;
    }

    int bytes() {
        return bytes;
    }

    void send(Parcel parcel, long nowNanos) {
        long arrivalNanos = link.arrivalNanos(nowNanos, parcel.size());
        Entry last = entries.peekLast();
        if (last != null) {
            arrivalNanos = Link.later(arrivalNanos, last.arrivalNanos()); // Jitter never reorders.
        }
        entries.add(new Entry(parcel, arrivalNanos));
        bytes += parcel.size();
    }

    /** Sends everything again, as from now. */
    void resend(long nowNanos) {
        ArrayDeque<Entry> early = new ArrayDeque<>(entries);
        clear();
        early.forEach(entry -> send(entry.parcel(), nowNanos));
    }

    /** True if a parcel arrives by itself, unless the link is cut before. */
    boolean isMoving() {
        return !entries.isEmpty() && link.isOpen();
    }

    /** When the first parcel arrives; only if {@link #isMoving}. */
    long nextArrivalNanos() {
        return link.notBefore(entries.getFirst().arrivalNanos());
    }

    /** The first parcel if it has arrived, else null. It stays the first until {@link #delivered}. */
    Parcel arrived(long nowNanos) {
        return isMoving() && nowNanos - nextArrivalNanos() >= 0
                ? entries.getFirst().parcel()
                : null;
    }

    /** Notes that so many bytes of the first parcel were handed over. */
    void delivered(int count) {
        bytes -= count;
        if (entries.getFirst().parcel().size() == 0) {
            entries.removeFirst();
        }
    }

    void clear() {
        entries.clear();
        bytes = 0;
    }
}
