package io.arbiter.bench.runner.start;

/**
 * One start on stored data.
 *
 * @param after how it had ended
 * @param server that was started, or {@value #ALL}
 * @param readyMs from launch to ready; with all, until the last one was
 * @param holdsMs from launch until it was seen to hold everything that the leader had; with all, until the last one did
 * @param leases that it then reports to hold; with all, that each holds
 * @param residentBytes by then; with all, of the heaviest
 */
record Restart(String after, String server, long readyMs, long holdsMs, long leases, long residentBytes) {
    static final String ALL = "all";
}
