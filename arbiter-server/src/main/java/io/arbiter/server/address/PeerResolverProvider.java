package io.arbiter.server.address;

import io.arbiter.server.config.HostPort;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Collection;
import java.util.Set;

/** Makes {@link PeerResolver}s for {@code arbiter-peer:///host:port}. gRPC finds it as a service. */
public final class PeerResolverProvider extends NameResolverProvider {
    static final String SCHEME = "arbiter-peer";
    /** Below gRPC's own resolvers, so that they still get a target without a scheme. */
    private static final int PRIORITY = 1;

    @Override
    public NameResolver newNameResolver(URI target, NameResolver.Args args) {
        if (!SCHEME.equals(target.getScheme())) {
            return null;
        }
        return new PeerResolver(HostPort.parse(target.getPath().substring(1)), Lookup.platform(), args);
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
        return PRIORITY;
    }
}
