package io.arbiter.client.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.client.gate.FakeClock;
import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.Status;
import io.grpc.SynchronizationContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A node that comes back under another address is found; a name that leads nowhere is reported once. */
class HostResolverTest {
    private final FakeClock clock = new FakeClock();
    private final List<String> asked = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private String address = "";
    private final HostLookup lookup = name -> {
        asked.add(name);
        if (address.isEmpty()) {
            throw new UnknownHostException(name);
        }
        return List.of(InetAddress.getByName(address));
    };
    private final HostResolver resolver = resolver(false);

    private HostResolver resolver(boolean loopback) {
        return new HostResolver(
                new Endpoint("us_east", 7401),
                lookup,
                clock,
                NameResolver.Args.newBuilder()
                        .setDefaultPort(1)
                        .setProxyDetector(target -> null)
                        .setSynchronizationContext(new SynchronizationContext((thread, e) -> {
                            throw new AssertionError(e);
                        }))
                        .setServiceConfigParser(new NameResolver.ServiceConfigParser() {
                            @Override
                            public NameResolver.ConfigOrError parseServiceConfig(java.util.Map<String, ?> raw) {
                                return NameResolver.ConfigOrError.fromConfig(raw);
                            }
                        })
                        .setOffloadExecutor(Runnable::run)
                        .build(),
                loopback);
    }

    private void start() {
        start(resolver);
    }

    private void start(HostResolver started) {
        started.start(new NameResolver.Listener2() {
            @Override
            public void onResult(NameResolver.ResolutionResult result) {
                onResult2(result);
            }

            @Override
            public Status onResult2(NameResolver.ResolutionResult result) {
                var outcome = result.getAddressesOrError();
                told.add(
                        outcome.hasValue()
                                ? shown(outcome.getValue())
                                : outcome.getStatus().getDescription());
                return Status.OK;
            }

            @Override
            public void onError(Status error) {
                told.add(error.getDescription());
            }
        });
    }

    private static String shown(List<EquivalentAddressGroup> groups) {
        InetSocketAddress first =
                (InetSocketAddress) groups.get(0).getAddresses().get(0);
        return first.getAddress().getHostAddress() + ":" + first.getPort();
    }

    private void failsAgain(int times) {
        for (int i = 0; i < times; i++) {
            clock.advance(Duration.ofMillis(1_100));
            resolver.refresh();
        }
    }

    @Test
    void looksUpAgainAtEachFailureOfTheConnection() {
        address = "10.0.0.1";
        start();
        address = "10.0.0.2";
        failsAgain(1);
        assertThat(told).containsExactly("10.0.0.1:7401", "10.0.0.2:7401");
    }

    @Test
    void asksAtMostOnceASecond() {
        address = "10.0.0.1";
        start();
        resolver.refresh();
        clock.advance(Duration.ofMillis(999));
        resolver.refresh();
        assertThat(asked).hasSize(1);
        clock.advance(Duration.ofMillis(1));
        resolver.refresh();
        assertThat(asked).hasSize(2);
    }

    @Test
    void aNameThatLeadsNowhereIsToldOnceUntilItLeadsSomewhere() {
        start();
        failsAgain(10);
        assertThat(told).singleElement().asString().contains("us_east cannot be resolved");
        address = "10.0.0.1";
        failsAgain(1);
        address = "";
        failsAgain(3);
        assertThat(told).hasSize(3).last().asString().contains("cannot be resolved");
    }

    /** Without TLS, and without the word of who knows the network. */
    @Test
    void aNameMayBeRequiredToLeadToThisMachine() {
        HostResolver guarded = resolver(true);
        address = "10.0.0.1";
        start(guarded);
        address = "127.0.1.2";
        clock.advance(Duration.ofSeconds(2));
        guarded.refresh();
        assertThat(told).hasSize(2);
        assertThat(told.get(0)).contains("us_east:7401 is at 10.0.0.1, which is no loopback address");
        assertThat(told.get(1)).isEqualTo("127.0.1.2:7401");
    }

    /** The JVM keeps the address that it found under the name as it was spelt. */
    @Test
    void eachLookUpSpellsTheNameInAnotherWay() throws UnknownHostException {
        address = "10.0.0.1";
        HostLookup fresh = HostLookup.fresh(lookup);
        for (int i = 0; i < 20; i++) {
            fresh.of("node-one.us-east.example");
        }
        assertThat(asked)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.toLowerCase(Locale.ROOT).equals("node-one.us-east.example"));
    }

    /** Some hosts files tell upper case from lower. */
    @Test
    void aNameThatIsFoundOnlyAsItWasGivenIsFound() throws UnknownHostException {
        HostLookup fresh = HostLookup.fresh(name -> {
            if (!name.equals("node-one")) {
                throw new UnknownHostException(name);
            }
            return List.of(InetAddress.getLoopbackAddress());
        });
        assertThat(fresh.of("node-one")).containsExactly(InetAddress.getLoopbackAddress());
    }
}
