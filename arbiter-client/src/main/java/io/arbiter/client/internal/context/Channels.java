package io.arbiter.client.internal.context;

import io.grpc.ManagedChannel;

/** Opens the connections of one client, which shuts them down itself. */
@FunctionalInterface
public interface Channels {

    /**
     * Opens a channel, without waiting for the connection.
     *
     * @param address {@code host:port}, an endpoint or a leader that an answer named
     */
    ManagedChannel open(String address);

    /** Ends what was opened for all connections; called after they were shut down. */
    default void close() {}
}
