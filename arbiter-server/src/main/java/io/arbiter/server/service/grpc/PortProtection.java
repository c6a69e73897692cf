package io.arbiter.server.service.grpc;

import io.arbiter.server.limit.CallerLimits;
import io.arbiter.server.refusal.ConnectionRefusals;
import io.arbiter.server.refusal.MethodDenials;

/**
 * How the client port defends itself.
 *
 * @param limits of what callers use of this node
 * @param refusals is told of connections that end without an identity
 * @param denials is told of methods that end for want of a right
 */
public record PortProtection(CallerLimits limits, ConnectionRefusals refusals, MethodDenials denials) {
    public static final PortProtection NONE =
            new PortProtection(CallerLimits.NONE, ConnectionRefusals.NONE, MethodDenials.NONE);
}
