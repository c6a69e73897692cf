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
 */
public record NodeLimits(
        int batchCommands,
        int batchesInFlight,
        int queuedCommands,
        int watches,
        int callsPerStream,
        int messageBytes) {}
