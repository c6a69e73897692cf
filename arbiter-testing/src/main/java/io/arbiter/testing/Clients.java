package io.arbiter.testing;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.ArbiterClientBuilder;
import io.arbiter.client.internal.WireAccess;
import io.grpc.ClientInterceptor;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.util.List;

/** The clients of one arbiter: its clock, and a way to it that can be cut. Thread-safe. */
final class Clients {
    private static final int MAX_INBOUND_BYTES = 64 << 20;

    private final List<String> endpoints;
    private final TestClock clock;
    private final Cut cut = new Cut(this::areDisconnected);
    private volatile boolean disconnected;

    Clients(List<String> endpoints, TestClock clock) {
        this.endpoints = List.copyOf(endpoints);
        this.clock = clock;
    }

    List<String> endpoints() {
        return endpoints;
    }

    ArbiterClientBuilder builder(String region) {
        return WireAccess.channels(
                ArbiterClient.builder().endpoints(endpoints).region(region).clock(clock), this::channel);
    }

    private ManagedChannel channel(String address) {
        return plaintext(address, cut);
    }

    static ManagedChannel plaintext(String address, ClientInterceptor... on) {
        return Grpc.newChannelBuilder(address, InsecureChannelCredentials.create())
                .directExecutor()
                .maxInboundMessageSize(MAX_INBOUND_BYTES)
                .intercept(on)
                .build();
    }

    private boolean areDisconnected() {
        return disconnected;
    }

    void disconnect() {
        disconnected = true;
        cut.endCallsIfCut();
    }

    void reconnect() {
        disconnected = false;
    }
}
