package io.arbiter.server.limit;

/**
 * Bounds of what callers use of one node. Callers without a certificate are not told from each other, so the bounds of
 * an identity are not theirs.
 *
 * @param connections of all clients and peers together, those that have not said who they are included
 * @param requestsPerSecond of all callers together
 * @param identityConnections of one identity
 * @param identityStreams command streams of one identity
 * @param identityWatches of one identity
 * @param identityCalls calls of one identity that are not answered yet, waits included
 * @param identityRequestsPerSecond of one identity
 */
public record CallerLimits(
        int connections,
        int requestsPerSecond,
        int identityConnections,
        int identityStreams,
        int identityWatches,
        int identityCalls,
        int identityRequestsPerSecond) {
    /** As many as there can be. */
    public static final CallerLimits NONE = new CallerLimits(
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE);
}
