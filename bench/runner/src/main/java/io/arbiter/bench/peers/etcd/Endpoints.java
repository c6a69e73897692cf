package io.arbiter.bench.peers.etcd;

import io.grpc.EquivalentAddressGroup;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import io.grpc.StatusOr;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Channels to a list of addresses, tried in their order: {@code etcd:///host:port,host:port}. */
final class Endpoints extends NameResolverProvider {
    private static final String SCHEME = "etcd";

    static {
        NameResolverRegistry.getDefaultRegistry().register(new Endpoints());
    }

    /** Answers come on the transport's threads, which must not be blocked. */
    static ManagedChannel channel(List<String> addresses) {
        return Grpc.newChannelBuilder(
                        SCHEME + ":///" + String.join(",", addresses), InsecureChannelCredentials.create())
                .directExecutor()
                .build();
    }

    @Override
    public String getDefaultScheme() {
        return SCHEME;
    }

    @Override
    public Collection<Class<? extends SocketAddress>> getProducedSocketAddressTypes() {
        return Set.of(InetSocketAddress.class);
    }

    @Override
    protected boolean isAvailable() {
        return true;
    }

    @Override
    protected int priority() {
        return 0;
    }

    @Override
    public NameResolver newNameResolver(URI target, NameResolver.Args arguments) {
        return target.getScheme().equals(SCHEME)
                ? new Given(target.getPath().substring(1).split(","))
                : null;
    }

    private static final class Given extends NameResolver {
        private final List<EquivalentAddressGroup> addresses;

        Given(String... addresses) {
            this.addresses = Stream.of(addresses)
                    .map(address -> URI.create("http://" + address))
                    .map(uri -> new InetSocketAddress(uri.getHost(), uri.getPort()))
                    .map(EquivalentAddressGroup::new)
                    .toList();
        }

        @Override
        public String getServiceAuthority() {
            return SCHEME;
        }

        @Override
        public void start(Listener2 listener) {
            listener.onResult2(ResolutionResult.newBuilder()
                    .setAddressesOrError(StatusOr.fromValue(addresses))
                    .build());
        }

        @Override
        public void refresh() {
            // They never change.
        }

        @Override
        public void shutdown() {
            // No resources to release.
        }
    }
}
