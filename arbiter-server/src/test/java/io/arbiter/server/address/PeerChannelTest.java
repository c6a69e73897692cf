package io.arbiter.server.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.internal.v1.BootstrapGrpc;
import io.arbiter.internal.v1.IntroduceRequest;
import io.arbiter.server.bootstrap.BootstrapService;
import io.arbiter.server.config.HostPort;
import io.arbiter.server.storage.NodeIdentity;
import io.grpc.EquivalentAddressGroup;
import io.grpc.ManagedChannel;
import io.grpc.NameResolver;
import io.grpc.NameResolverRegistry;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusOr;
import io.grpc.SynchronizationContext;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PeerChannelTest {
    private static final NodeIdentity SELF =
            new NodeIdentity("c", "n", "id", NodeIdentity.Phase.FRESH, new TreeMap<>());

    private final Map<String, InetAddress> names = new HashMap<>();
    private final Deque<Runnable> offloaded = new ArrayDeque<>();
    private final List<StatusOr<List<InetSocketAddress>>> told = new ArrayList<>();

    /** Every host that a configuration may name can be connected to; gRPC's own resolver refuses some. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "[::1]", "localhost"})
    void reachesAServer(String host) throws Exception {
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(host.replaceAll("[\\[\\]]", ""), 0))
                .addService(new BootstrapService(() -> SELF, "0"))
                .build()
                .start();
        ManagedChannel channel = PeerChannel.to(host + ":" + server.getPort()).build();
        try {
            var answer = BootstrapGrpc.newBlockingStub(channel).introduce(IntroduceRequest.getDefaultInstance());
            assertThat(answer.getNode()).isEqualTo("n");
        } finally {
            channel.shutdownNow();
            server.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"my_node:1", "_srv._tcp:1", "a_.b:1", "[::ffff:1.2.3.4]:1", "xn--mnchen-3ya.example:1"})
    void takesNamesThatGrpcRefuses(String address) {
        PeerChannel.to(address).build().shutdownNow();
    }

    @Test
    void refusesWhatIsNoAddress() {
        assertThatThrownBy(() -> PeerChannel.to("host")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PeerChannel.to("user@host:1")).isInstanceOf(IllegalArgumentException.class);
    }

    /** A target without a scheme, like those of the client library, is still looked up by gRPC's own. */
    @Test
    void isNotTheDefault() {
        assertThat(NameResolverRegistry.getDefaultRegistry().getDefaultScheme()).isEqualTo("dns");
    }

    @Test
    void looksAgainWheneverAConnectionIsLost() throws Exception {
        PeerResolver resolver = resolver("my_node");
        resolver.start(new Listener());
        offloaded.remove().run();
        names.put("my_node", InetAddress.getByName("127.0.0.7"));
        resolver.refresh();
        resolver.refresh(); // One look-up at a time.
        offloaded.remove().run();
        names.put("my_node", InetAddress.getByName("127.0.0.8"));
        resolver.refresh();
        offloaded.remove().run();

        assertThat(offloaded).isEmpty();
        assertThat(told.get(0).getStatus().getDescription()).isEqualTo("my_node cannot be resolved");
        assertThat(told.get(1).getValue()).containsExactly(new InetSocketAddress("127.0.0.7", 7401));
        assertThat(told.get(2).getValue()).containsExactly(new InetSocketAddress("127.0.0.8", 7401));
    }

    @Test
    void saysNothingAfterItsEnd() throws Exception {
        PeerResolver resolver = resolver("gone");
        resolver.start(new Listener());
        resolver.shutdown();
        offloaded.remove().run();
        resolver.refresh();
        assertThat(offloaded).isEmpty();
        assertThat(told).isEmpty();
    }

    private PeerResolver resolver(String host) {
        NameResolver.Args args = NameResolver.Args.newBuilder()
                .setDefaultPort(1)
                .setProxyDetector(target -> null)
                .setSynchronizationContext(new SynchronizationContext((thread, failure) -> {
                    throw new AssertionError(failure);
                }))
                .setServiceConfigParser(new NameResolver.ServiceConfigParser() {
                    @Override
                    public NameResolver.ConfigOrError parseServiceConfig(Map<String, ?> config) {
                        throw new AssertionError("no service configuration is looked up");
                    }
                })
                .setOffloadExecutor(offloaded::add)
                .build();
        return new PeerResolver(new HostPort(host, 7401), this::find, args);
    }

    private List<InetAddress> find(String host) throws UnknownHostException {
        if (!names.containsKey(host)) {
            throw new UnknownHostException(host);
        }
        return List.of(names.get(host));
    }

    private final class Listener extends NameResolver.Listener2 {
        @Override
        public void onResult(NameResolver.ResolutionResult result) {
            StatusOr<List<EquivalentAddressGroup>> found = result.getAddressesOrError();
            told.add(
                    found.hasValue()
                            ? StatusOr.fromValue(found.getValue().stream()
                                    .map(group -> (InetSocketAddress)
                                            group.getAddresses().get(0))
                                    .toList())
                            : StatusOr.fromStatus(found.getStatus()));
        }

        @Override
        public void onError(Status failure) {
            told.add(StatusOr.fromStatus(failure));
        }
    }
}
