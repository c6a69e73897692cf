package io.arbiter.server.storage;

/**
 * The backup from which a fresh directory begins, and when it was first started for that. Noted once, on the disk
 * before any peer is told: so all nodes find the same latest time, and renumber the state alike.
 *
 * @param sha256 of the whole file; empty for a cluster that begins empty
 * @param atMillis by the wall clock of the node
 */
public record RestorePlan(String sha256, long atMillis) {
    /** Begins empty. */
    public static final RestorePlan NONE = new RestorePlan("", 0);

    public boolean isNone() {
        return sha256.isEmpty();
    }

    /** @throws IllegalArgumentException if it is none that {@link #toString} wrote */
    static RestorePlan parse(String text) {
        String[] parts = text.split("@", -1);
        if (parts.length != 2 || !parts[0].matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("it names no backup: " + text);
        }
        return new RestorePlan(parts[0], Long.parseLong(parts[1]));
    }

    /** As it is written in an identity file. */
    @Override
    public String toString() {
        return sha256 + "@" + atMillis;
    }
}
