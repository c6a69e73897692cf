package io.arbiter.bench.micro;

import com.google.gson.annotations.SerializedName;

/** Costs of one size of state. */
record ScaleResult(
        int leases,
        @SerializedName("leases_each") int leasesEach,
        @SerializedName("heap_bytes_per_lease") long heapPerLease,
        @SerializedName("cycle_cpu_ns") long cycleNanos,
        @SerializedName("renew_cpu_ns") long renewNanos,
        @SerializedName("snapshot_bytes_per_lease") long snapshotPerLease,
        @SerializedName("snapshot_write_ms") long writeMillis,
        @SerializedName("freeze_ms") double freezeMillis,
        @SerializedName("longest_entry_ms") double longestEntryMillis,
        @SerializedName("longest_entry_undisturbed_ms") double undisturbedMillis,
        @SerializedName("snapshot_load_ms") long loadMillis) {
    static final String HEADING = "   leases  each  heap B/lease  acquire+release ns  renew ns  snapshot B/lease"
            + "  write ms  freeze ms  longest entry ms (undisturbed)  load ms";

    String line() {
        return "%9d  %4d  %12d  %18d  %8d  %16d  %8d  %9.2f  %16.1f  %13.1f  %7d"
                .formatted(
                        leases,
                        leasesEach,
                        heapPerLease,
                        cycleNanos,
                        renewNanos,
                        snapshotPerLease,
                        writeMillis,
                        freezeMillis,
                        longestEntryMillis,
                        undisturbedMillis,
                        loadMillis);
    }
}
