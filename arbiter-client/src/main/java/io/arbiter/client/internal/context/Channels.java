package io.arbiter.client.internal.context;

import io.arbiter.client.ChannelFactory;

/** Opens the connections of one client. */
@FunctionalInterface
public interface Channels extends ChannelFactory {

    /** Ends what was opened for all connections; called after they were shut down. */
    default void close() {}
}
