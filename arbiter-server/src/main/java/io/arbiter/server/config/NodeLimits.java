package io.arbiter.server.config;

/**
 * What bounds the service on this node. Not what bounds the replicated state: that decides outcomes and is a constant
 * of the release.
 *
 * @param batchCommands how many commands ride in one log entry at most
 * @param batchesInFlight how many entries may be under way at a time
 * @param queuedCommands how many commands may wait for a batch; beyond it callers are told to back off
 * @param watches how many watches this node serves at a time
 * @param callsPerStream how many calls one command stream may have under way
 * @param messageBytes the longest gRPC message accepted
 */
public record NodeLimits(int batchCommands, int batchesInFlight, int queuedCommands, int watches,
        int callsPerStream, int messageBytes) {
}
