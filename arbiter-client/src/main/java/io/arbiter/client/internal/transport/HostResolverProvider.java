package io.arbiter.client.internal.transport;

import io.arbiter.client.gate.ClientClock;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Makes gRPC use {@link HostResolver} for targets of this library's own scheme: gRPC's parser refuses names that
 * DNS allows, and its resolver keeps addresses for as long as the JVM does.
 */
public final class HostResolverProvider extends NameResolverProvider {
    private static final String SCHEME = "arbiter-host";

    private static final String LOOPBACK = "loopback";

    static {
        NameResolverRegistry.getDefaultRegistry().register(new HostResolverProvider());
    }

    private HostResolverProvider() {}

    /**
     * The target to give to gRPC.
     *
     * @throws IllegalArgumentException saying what is wrong with the address
     */
    public static String target(String address) {
        return target(address, null);
    }

    /** As the other, for a name that must lead to this machine. */
    public static String loopbackTarget(String address) {
        return target(address, LOOPBACK);
    }

    private static String target(String address, String query) {
        try {
            return new URI(SCHEME, "", "/" + Endpoint.parse(address), query, null).toString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + address + "' cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public NameResolver newNameResolver(URI target, NameResolver.Args args) {
        return SCHEME.equals(target.getScheme())
                ? new HostResolver(
                        Endpoint.parse(target.getPath().substring(1)),
                        HostLookup.ofMachine(),
                        ClientClock.system(),
                        args,
                        LOOPBACK.equals(target.getQuery()))
                : null;
    }

    @Override
    public String getDefaultScheme() {
        return SCHEME;
    }

    @Override
    protected boolean isAvailable() {
        return true;
    }

    /** Below gRPC's own, so that it becomes nobody's default. */
    @Override
    protected int priority() {
        return 0;
    }
}
