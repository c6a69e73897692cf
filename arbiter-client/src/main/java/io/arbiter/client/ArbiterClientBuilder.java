package io.arbiter.client;

import io.arbiter.client.gate.ClientClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Configures a client. Every value is checked by {@link #build()}, with a message of its own. Not
 * thread-safe.
 */
public final class ArbiterClientBuilder {
    List<String> endpoints = List.of();
    String region = "";
    String holder = Holders.thisProcess();
    Duration ttl = Duration.ofSeconds(5);
    double driftBound = 0.01;
    Duration lockDelay = Duration.ZERO;
    Duration requestTimeout = Duration.ofSeconds(10);
    Optional<Path> stateDirectory = Optional.empty();
    Optional<HolderHealth> healthCheck = Optional.empty();
    Optional<Duration> healthTimeout = Optional.empty();
    Optional<Executor> callbackExecutor = Optional.empty();
    SessionListener sessionListener = event -> { };
    ClientClock clock = ClientClock.system();
    ChannelFactory channelFactory = new PlaintextChannels();

    ArbiterClientBuilder() {
    }

    /**
     * Client addresses of the nodes, {@code host:port}, 1 to 16; one suffices, but only all survive its loss.
     */
    public ArbiterClientBuilder endpoints(String... addresses) {
        this.endpoints = List.of(addresses);
        return this;
    }

    /** As {@link #endpoints(String...)}. */
    public ArbiterClientBuilder endpoints(List<String> addresses) {
        this.endpoints = List.copyOf(addresses);
        return this;
    }

    /** This process's home region, 1 to 64 bytes. Needed for acquiring. */
    public ArbiterClientBuilder region(String name) {
        this.region = name;
        return this;
    }

    /** Who this is, for people, 1 to 256 bytes; by default host and process id. */
    public ArbiterClientBuilder holder(String text) {
        this.holder = text;
        return this;
    }

    /** How long a silent holder keeps its leases, 1 s to 1 h, by default 5 s. */
    public ArbiterClientBuilder ttl(Duration timeToLive) {
        this.ttl = timeToLive;
        return this;
    }

    /** How far clock rates may differ, as a fraction: 0.000001 to 0.1, by default 0.01 (1 %). */
    public ArbiterClientBuilder driftBound(double fraction) {
        this.driftBound = fraction;
        return this;
    }

    /**
     * After an expiry (not a release) of a lease, how long nobody else is granted it: for storage without a
     * guard. Zero to one hour, by default zero.
     */
    public ArbiterClientBuilder lockDelay(Duration delay) {
        this.lockDelay = delay;
        return this;
    }

    /**
     * How long calls without a deadline of their own may take, retries included; 10 ms to 1 h, by default 10
     * s.
     */
    public ArbiterClientBuilder requestTimeout(Duration timeout) {
        this.requestTimeout = timeout;
        return this;
    }

    /**
     * Where the client's id lives, under an OS file lock. Whoever holds the lock has proved that its
     * predecessor is dead, and takes its leases over at once, with new tokens, instead of waiting out the
     * TTL. The directory must be on a local disk and must not be copied to another machine: the proof is the
     * lock, and locks do not cross machines. By default none: a restarted process waits like anyone else.
     */
    public ArbiterClientBuilder stateDirectory(Path directory) {
        this.stateDirectory = Optional.of(directory);
        return this;
    }

    /** Run before each renewal, within a third of the TTL: while it fails or stalls, nothing is renewed. */
    public ArbiterClientBuilder healthCheck(HolderHealth check) {
        this.healthCheck = Optional.of(check);
        return this;
    }

    /** How long the health check may take, above zero and below half of the TTL; by default a third of it. */
    public ArbiterClientBuilder healthTimeout(Duration timeout) {
        this.healthTimeout = Optional.of(timeout);
        return this;
    }

    /** Hears of the session. */
    public ArbiterClientBuilder sessionListener(SessionListener listener) {
        this.sessionListener = listener;
        return this;
    }

    /** Where listeners and stages of returned futures run; by default one thread of the library. */
    public ArbiterClientBuilder callbackExecutor(Executor executor) {
        this.callbackExecutor = Optional.of(executor);
        return this;
    }

    /** The machine's clocks; a seam for tests. */
    public ArbiterClientBuilder clock(ClientClock machineClock) {
        this.clock = machineClock;
        return this;
    }

    /** How connections are opened, e.g. with TLS; by default in plaintext. */
    public ArbiterClientBuilder channelFactory(ChannelFactory factory) {
        this.channelFactory = factory;
        return this;
    }

    /**
     * Builds the client; no node is asked yet.
     *
     * @throws IllegalArgumentException if a value breaks a rule; the message names the value and the rule
     * @throws StateDirectoryInUseException if another client holds the state directory
     */
    public ArbiterClient build() {
        return ClientAssembly.build(ClientConfig.of(this));
    }
}
