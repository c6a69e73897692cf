package io.arbiter.chaos.bench.workload;

import java.time.Duration;

/** A client that holds leases, as faults see it. On the loop only. */
public interface LeaseHolder {
    String name();

    /** The node that it talks to. */
    String node();

    /** Whether it runs, and assumes that it may write. */
    boolean holds();

    /** Lets it stand still after its next look at an open gate. */
    void stopAtNextWrite();

    void resume();

    /** @param ratePpm by how much both its clocks are fast from now on; the wall clock jumps to that offset */
    void setClock(int ratePpm, Duration wallOffset);
}
