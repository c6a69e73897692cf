package io.arbiter.server.address;

import io.arbiter.server.config.HostPort;
import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.Status;
import io.grpc.StatusOr;
import io.grpc.SynchronizationContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Looks a peer's host up when its channel starts, and again each time that gRPC asks: after a connection was lost or
 * could not be made. One look-up at a time; all methods are called in the channel's synchronization context.
 */
final class PeerResolver extends NameResolver {
    private final HostPort peer;
    private final Lookup lookup;
    private final Executor executor;
    private final SynchronizationContext channel;
    private Listener2 listener;
    private boolean looking;
    private boolean shutdown;

    PeerResolver(HostPort peer, Lookup lookup, Args args) {
        this.peer = peer;
        this.lookup = lookup;
        this.executor = args.getOffloadExecutor();
        this.channel = args.getSynchronizationContext();
    }

    @Override
    public String getServiceAuthority() {
        return peer.toString();
    }

    @Override
    public void start(Listener2 channelsListener) {
        listener = channelsListener;
        check();
    }

    @Override
    public void refresh() {
        check();
    }

    private void check() {
        if (!looking && !shutdown) {
            looking = true;
            executor.execute(() -> {
                StatusOr<List<EquivalentAddressGroup>> found = find();
                channel.execute(() -> tell(found));
            });
        }
    }

    private StatusOr<List<EquivalentAddressGroup>> find() {
        try {
            return StatusOr.fromValue(
                    lookup.find(peer.host()).stream().map(this::group).toList());
        } catch (UnknownHostException e) {
            return StatusOr.fromStatus(Status.UNAVAILABLE.withDescription(peer.host() + " cannot be resolved"));
        }
    }

    private EquivalentAddressGroup group(InetAddress address) {
        return new EquivalentAddressGroup(new InetSocketAddress(address, peer.port()));
    }

    private void tell(StatusOr<List<EquivalentAddressGroup>> found) {
        looking = false;
        if (!shutdown) {
            listener.onResult2(
                    ResolutionResult.newBuilder().setAddressesOrError(found).build());
        }
    }

    @Override
    public void shutdown() {
        shutdown = true;
    }
}
