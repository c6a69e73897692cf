package io.arbiter.server.service.grpc;

import io.arbiter.server.limit.CallerLimits;
import io.arbiter.server.refusal.ConnectionRefusals;

/**
 * How the client port defends itself.
 *
 * @param limits of what callers use of this node
 * @param refusals is told of connections that end without an identity
 */
public record PortProtection(CallerLimits limits, ConnectionRefusals refusals) {
    public static final PortProtection NONE = new PortProtection(CallerLimits.NONE, ConnectionRefusals.NONE);
}
