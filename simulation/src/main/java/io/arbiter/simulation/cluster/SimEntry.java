package io.arbiter.simulation.cluster;

import java.util.ArrayList;
import java.util.List;

/** One entry of the modelled log: the commands that its leader collected for one commit. */
final class SimEntry {
    /** The leader's term that collected it. */
    final long term;
    /** The proposing leader's wall clock, for people. */
    final long wallMillis;

    final List<SimProposal> proposals = new ArrayList<>();
    /** True time before which it is not committed. */
    long commitAt;
    /** Its place in the log, once committed. */
    long index;

    SimEntry(long term, long wallMillis) {
        this.term = term;
        this.wallMillis = wallMillis;
    }
}
