package io.arbiter.server.config;

/** Which settings the consensus library gets. */
public enum Profile {
    /** Regions 70 to 145 ms apart: wide windows, large segments. */
    WAN,
    /** Every node on one machine, for development and tests: less memory and disk per node. */
    LOCAL
}
