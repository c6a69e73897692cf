package io.arbiter.client;

import io.grpc.ManagedChannel;

/** Opens the connection to a node; a seam for tests. The client shuts down what it opened. */
@FunctionalInterface
public interface ChannelFactory {

    /**
     * Opens a channel, without waiting for the connection.
     *
     * @param address {@code host:port}, an endpoint or a leader that an answer named
     */
    ManagedChannel open(String address);
}
