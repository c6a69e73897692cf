package io.arbiter.client.internal.context;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.util.concurrent.TimeUnit;

/** What all connections have in common. */
final class ChannelSettings {
    /** An answer lists all leases of a session: 10,000 of them at their largest are below 10 MiB. */
    private static final int MAX_INBOUND_BYTES = 32 << 20;
    /** A black-holed connection without traffic from this client (a watch) is noticed after 10 s + 5 s. */
    private static final int KEEP_ALIVE_SECONDS = 10;

    private static final int KEEP_ALIVE_TIMEOUT_SECONDS = 5;

    private ChannelSettings() {}

    static ManagedChannel open(ManagedChannelBuilder<?> channel, Refusals refusals) {
        return channel
                // What arrives is handed to the client's loop at once; another thread between would cost a wake-up.
                .directExecutor()
                .maxInboundMessageSize(MAX_INBOUND_BYTES)
                .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(KEEP_ALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .intercept(refusals)
                .build();
    }
}
