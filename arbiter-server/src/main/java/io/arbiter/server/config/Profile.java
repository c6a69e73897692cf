package io.arbiter.server.config;

/** The sets of settings that the consensus library gets. */
public enum Profile {
    /** Regions 70 to 145 ms apart: wide windows, large segments. */
    WAN(32),
    /** Every node on one machine, for development and tests: less memory and disk per node. */
    LOCAL(4);

    private final int batchesInFlight;

    Profile(int batchesInFlight) {
        this.batchesInFlight = batchesInFlight;
    }

    /**
     * Entries under way at a time, unless configured. Over 70 ms a caller that finds the maximum under way waits a good
     * part of a round trip: with 4 of them 256 callers made 1,248 cycles a second, with 32 they made 1,536, of 1,829
     * that the round trip allows. On one machine more than 4 only become smaller.
     */
    public int batchesInFlight() {
        return batchesInFlight;
    }
}
