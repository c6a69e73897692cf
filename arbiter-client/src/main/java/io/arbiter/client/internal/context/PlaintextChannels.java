package io.arbiter.client.internal.context;

import io.arbiter.client.internal.transport.HostResolverProvider;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;

/**
 * Connections without TLS.
 *
 * @param anywhere whether a name may lead to another machine
 */
record PlaintextChannels(boolean anywhere) implements Channels {

    @Override
    public ManagedChannel open(String address) {
        String target = anywhere ? HostResolverProvider.target(address) : HostResolverProvider.loopbackTarget(address);
        return ChannelSettings.open(ManagedChannelBuilder.forTarget(target).usePlaintext(), new Refusals(() -> ""));
    }
}
