package io.arbiter.chaos.cluster.holder;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.ArbiterClientBuilder;
import io.arbiter.client.internal.WireAccess;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The clients of one process in one run: contenders with a session each, and one that only reads. */
final class Crew implements AutoCloseable {
    static final int CONTENDERS = 3;
    /** Short, so that an operation under a fault ends well before the run does. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(3);

    private final HolderOptions options;
    private final Tape tape;
    private final List<Holding> contenders = new ArrayList<>();
    private final RegionClient reader;

    /** @param run names the run; sessions and state of another run are unrelated */
    Crew(HolderOptions options, String run, Tape tape, GateLooks gates) {
        this.options = options;
        this.tape = tape;
        for (int i = 0; i < CONTENDERS; i++) {
            String name = options.name() + ".c" + i;
            ArbiterClientBuilder builder = builder(name);
            if (i == 0) {
                // One client a region proves by its lock that its predecessor is dead, and takes over.
                builder.stateDirectory(options.state().resolve(run).resolve(options.region()));
            }
            contenders.add(new Holding(options, new RegionClient(name, builder.build(), tape.newActor()), gates));
        }
        String name = options.name() + ".reader";
        reader = new RegionClient(name, builder(name).build(), tape.newActor());
    }

    private ArbiterClientBuilder builder(String name) {
        var probe = new SessionProbe(name, tape);
        ArbiterClientBuilder builder = ArbiterClient.builder()
                .endpoints(options.endpoints())
                .region(options.region())
                .holder(name)
                .ttl(options.ttl())
                .requestTimeout(REQUEST_TIMEOUT);
        return WireAccess.channels(builder, address -> channel(address, probe));
    }

    /** As the library's own, but for the probe. */
    private static ManagedChannel channel(String address, SessionProbe probe) {
        return ManagedChannelBuilder.forTarget("dns:///" + address)
                .usePlaintext()
                .intercept(probe)
                .keepAliveTime(10, TimeUnit.SECONDS)
                .keepAliveTimeout(5, TimeUnit.SECONDS)
                .build();
    }

    List<Holding> contenders() {
        return contenders;
    }

    RegionClient reader() {
        return reader;
    }

    /** Bounded by the request timeout. */
    @Override
    public void close() {
        contenders.parallelStream().forEach(Holding::close);
        reader.close();
    }
}
