package io.arbiter.server.service;

/**
 * Bounds of the client port.
 *
 * @param callsInFlight on this node, waits included
 * @param callsPerConnection unary calls and streams of one connection at once
 * @param callsPerStream calls of one command stream at once, waits included
 * @param messageBytes the longest message taken
 */
public record ServiceLimits(int callsInFlight, int callsPerConnection, int callsPerStream, int messageBytes) {
    public static final ServiceLimits DEFAULT = new ServiceLimits(200_000, 1_000, 50_000, 4 << 20);
    private static final int MOST_RECEIVED_BYTES = 64 << 20;

    /** The longest message that is received, so that it is refused with an ErrorInfo: gRPC's own refusal has none. */
    public int receivedBytes() {
        return (int) Math.max(messageBytes, Math.min(4L * messageBytes, MOST_RECEIVED_BYTES));
    }
}
