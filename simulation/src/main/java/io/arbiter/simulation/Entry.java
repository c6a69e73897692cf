package io.arbiter.simulation;

import java.util.ArrayList;
import java.util.List;

/** One entry of the modelled log: the commands that its leader collected for one commit. */
final class Entry {
    /** The leader's term that collected it. */
    final long term;
    /** The proposing leader's wall clock, for people. */
    final long wallMillis;
    final List<Proposal> proposals = new ArrayList<>();
    /** True time before which it is not committed. */
    long commitAt;
    /** Its place in the log, once committed. */
    long index;

    Entry(long term, long wallMillis) {
        this.term = term;
        this.wallMillis = wallMillis;
    }
}
