package io.arbiter.server.service;

/**
 * Bounds of the client port.
 *
 * @param callsUnderWay on this node, waits included
 * @param callsPerConnection unary calls and streams of one connection at once
 * @param callsPerStream calls of one command stream at once, waits included
 * @param messageBytes the longest message taken
 */
public record ServiceLimits(int callsUnderWay, int callsPerConnection, int callsPerStream, int messageBytes) {
    public static final ServiceLimits DEFAULT = new ServiceLimits(200_000, 1_000, 50_000, 4 << 20);
}
