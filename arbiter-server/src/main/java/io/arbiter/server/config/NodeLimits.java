package io.arbiter.server.config;

/**
 * Bounds of the service on this node. Bounds of the replicated state are not here: they decide outcomes and are
 * constants of the release.
 *
 * @param batchCommands most commands in one log entry
 * @param batchesInFlight most entries in flight at a time
 * @param queuedCommands most commands that wait for a batch; further callers are asked to back off
 * @param watches most watches that this node serves at a time
 * @param callsPerStream most calls that one command stream may have in flight
 * @param messageBytes the longest gRPC message accepted
 * @param connections most connections to the client port
 * @param requestsPerSecond most requests a second of this node's own callers
 * @param identity bounds of each identity
 */
public record NodeLimits(
        int batchCommands,
        int batchesInFlight,
        int queuedCommands,
        int watches,
        int callsPerStream,
        int messageBytes,
        int connections,
        int requestsPerSecond,
        Identity identity) {
    /**
     * Bounds of each identity that a certificate names.
     *
     * @param connections most connections to this node
     * @param streams most command streams at this node
     * @param watches most watches at this node
     * @param calls most calls at this node that are not answered yet, waits included
     * @param requestsPerSecond most requests a second at this node
     * @param sessions most sessions in the cluster, while this node leads
     * @param leases most resources that its sessions hold or wait for, while this node leads
     */
    public record Identity(
            int connections, int streams, int watches, int calls, int requestsPerSecond, int sessions, int leases) {}
}
