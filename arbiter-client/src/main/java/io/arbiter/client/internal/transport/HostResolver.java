package io.arbiter.client.internal.transport;

import io.arbiter.client.gate.ClientClock;
import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.Status;
import io.grpc.StatusOr;
import io.grpc.SynchronizationContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks one node's name up, again whenever its connection fails, but at most once a second: a node that comes back
 * under another address is found soon. A name that leads nowhere is reported once, not at each try.
 */
final class HostResolver extends NameResolver {
    private static final Logger LOG = LoggerFactory.getLogger(HostResolver.class);
    private static final long MIN_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Endpoint endpoint;
    private final HostLookup lookup;
    private final ClientClock clock;
    private final SynchronizationContext context;
    private final Executor offload;
    private final boolean loopback;
    private Listener2 listener;
    private List<InetAddress> found = List.of();
    private boolean lost;
    private boolean busy;
    private boolean asked;
    private boolean shutdown;
    private long askedNanos;

    /** @param loopback whether it must lead to this machine */
    HostResolver(Endpoint endpoint, HostLookup lookup, ClientClock clock, Args args, boolean loopback) {
        this.endpoint = endpoint;
        this.lookup = lookup;
        this.clock = clock;
        this.context = args.getSynchronizationContext();
        this.offload = args.getOffloadExecutor();
        this.loopback = loopback;
    }

    @Override
    public String getServiceAuthority() {
        return endpoint.authority();
    }

    @Override
    public void start(Listener2 told) {
        listener = told;
        refresh();
    }

    @Override
    public void refresh() {
        if (busy || shutdown || asked && clock.nanoTime() - askedNanos < MIN_PAUSE_NANOS) {
            return;
        }
        busy = true;
        asked = true;
        askedNanos = clock.nanoTime();
        offload.execute(this::lookUp);
    }

    private void lookUp() {
        try {
            List<InetAddress> addresses = lookup.of(endpoint.host());
            context.execute(() -> resolved(addresses));
        } catch (UnknownHostException e) {
            context.execute(() -> unresolved(e));
        }
    }

    private void resolved(List<InetAddress> addresses) {
        busy = false;
        if (shutdown) {
            return;
        }
        Optional<InetAddress> elsewhere = addresses.stream()
                .filter(address -> loopback && !address.isLoopbackAddress())
                .findFirst();
        if (elsewhere.isPresent()) {
            unusable(new NotLoopbackException(endpoint, elsewhere.get().getHostAddress()));
            return;
        }
        if (lost || !found.isEmpty() && !found.equals(addresses)) {
            LOG.info("{} is at {} now", endpoint, addresses);
        }
        lost = false;
        found = addresses;
        List<EquivalentAddressGroup> groups = addresses.stream()
                .map(address -> new EquivalentAddressGroup(new InetSocketAddress(address, endpoint.port())))
                .toList();
        tell(StatusOr.fromValue(groups));
    }

    private void tell(StatusOr<List<EquivalentAddressGroup>> result) {
        listener.onResult2(
                ResolutionResult.newBuilder().setAddressesOrError(result).build());
    }

    private void unresolved(UnknownHostException cause) {
        busy = false;
        if (!shutdown) {
            unusable(new UnknownHostException("the name " + endpoint.host() + " cannot be resolved to an address:"
                    + " check its spelling, and the DNS or hosts file of this machine"));
        }
    }

    /** gRPC logs each failure reported to it, so only the first is reported; calls go on failing with that one. */
    private void unusable(IOException why) {
        if (!lost) {
            lost = true;
            tell(StatusOr.fromStatus(
                    Status.UNAVAILABLE.withDescription(why.getMessage()).withCause(why)));
        }
    }

    @Override
    public void shutdown() {
        shutdown = true;
    }
}
