package io.arbiter.client.internal.transport;

import io.arbiter.client.gate.ClientClock;
import java.util.concurrent.TimeUnit;

/** Whether a node belongs to the client's cluster, according to its answers. Confined to the loop. */
final class Membership {
    /** A stray may have come back by then: the name may lead to another machine again. */
    private static final long AVOID_STRAY_NANOS = TimeUnit.SECONDS.toNanos(30);
    /** One that fails may be back: for that long it is not counted as gone. */
    private static final long MEMBER_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final ClientClock clock;
    private boolean wasMember;
    private long memberNanos;
    private String foreignCluster = "";
    private long foreignNanos;

    Membership(ClientClock clock) {
        this.clock = clock;
    }

    /** It answered as a member. */
    void confirm() {
        wasMember = true;
        memberNanos = clock.nanoTime();
        foreignCluster = "";
    }

    /**
     * It answered as a node of that cluster.
     *
     * @return whether that was not known
     */
    boolean deny(String cluster) {
        boolean news = !foreignCluster.equals(cluster);
        foreignCluster = cluster;
        foreignNanos = clock.nanoTime();
        return news;
    }

    /** The client moved to another cluster. */
    void forget() {
        wasMember = false;
        foreignCluster = "";
    }

    /** Whether it answered last as a node of another cluster. */
    boolean isStray() {
        return !foreignCluster.isEmpty();
    }

    boolean isStrayLately() {
        return isStray() && clock.nanoTime() - foreignNanos < AVOID_STRAY_NANOS;
    }

    /** Whether it answered as a member before it answered as a node of another cluster. */
    boolean hasLeft() {
        return wasMember && isStray();
    }

    boolean isMemberLately() {
        return wasMember && !isStray() && clock.nanoTime() - memberNanos < MEMBER_NANOS;
    }
}
