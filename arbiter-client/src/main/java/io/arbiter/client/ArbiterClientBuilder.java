package io.arbiter.client;

import io.arbiter.client.gate.ClientClock;
import io.arbiter.client.internal.ClientAssembly;
import io.arbiter.client.internal.WireAccess;
import io.arbiter.client.internal.context.Channels;
import io.arbiter.client.internal.context.ClientConfig;
import io.arbiter.client.internal.context.DefaultHolderName;
import io.arbiter.client.internal.context.Security;
import io.arbiter.tls.TlsFiles;
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
    static {
        WireAccess.grantChannels(ArbiterClientBuilder::channels);
    }

    private List<String> endpoints = List.of();
    private String region = "";
    private String holder = DefaultHolderName.thisProcess();
    private Duration ttl = Duration.ofSeconds(5);
    private double driftBound = 0.01;
    private Duration lockDelay = Duration.ZERO;
    private Duration requestTimeout = Duration.ofSeconds(10);
    private Optional<Path> stateDirectory = Optional.empty();
    private Optional<HealthCheck> healthCheck = Optional.empty();
    private Optional<Duration> healthTimeout = Optional.empty();
    private Optional<Executor> callbackExecutor = Optional.empty();
    private boolean stayWithCluster;
    private SessionListener sessionListener = event -> {};
    private ClientClock clock = ClientClock.system();
    private Optional<TlsFiles> tls = Optional.empty();
    private String trustDomain = "arbiter";
    private boolean insecure;
    private Optional<Security.Custom> channels = Optional.empty();

    ArbiterClientBuilder() {}

    /**
     * Client addresses of the nodes, {@code host:port}, 1 to 16; one suffices, but only all survive its loss. An
     * IPv6 address stands in brackets; names may have underscores. When a connection fails, its name is looked up
     * again, at most once a second; for names of few letters, and where host files tell upper case from lower, the
     * JVM answers for networkaddress.cache.ttl (30 s by default) with the address it found before. All must be nodes of
     * one cluster: the client stays with the first that serves it, and passes a node of another one over.
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

    /** The holder's name, for people, 1 to 256 bytes; by default host and process id. */
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
     * The time after an expiry (not a release) of a lease in which nobody else is granted it: for storage
     * without a guard. Zero to one hour, by default zero.
     */
    public ArbiterClientBuilder lockDelay(Duration delay) {
        this.lockDelay = delay;
        return this;
    }

    /**
     * How long calls without a deadline of their own may take, retries included; 10 ms to 24 h, by default 10
     * s.
     */
    public ArbiterClientBuilder requestTimeout(Duration timeout) {
        this.requestTimeout = timeout;
        return this;
    }

    /**
     * The directory of the client's id, under an OS file lock. The client that holds the lock has proved that
     * its predecessor is dead, and takes the predecessor's leases over at once, with new tokens, instead of
     * waiting out the TTL. The directory must be on a local disk and must not be copied to another machine:
     * the proof is the lock, and locks do not cross machines. By default none: a restarted process waits like
     * anyone else.
     */
    public ArbiterClientBuilder stateDirectory(Path directory) {
        this.stateDirectory = Optional.of(directory);
        return this;
    }

    /**
     * Run before a session is opened and before each renewal, within a third of the TTL: while it fails or stalls,
     * nothing is renewed, and no lease is requested.
     */
    public ArbiterClientBuilder healthCheck(HealthCheck check) {
        this.healthCheck = Optional.of(check);
        return this;
    }

    /** How long the health check may take, above zero and below half of the TTL; by default a third of it. */
    public ArbiterClientBuilder healthTimeout(Duration timeout) {
        this.healthTimeout = Optional.of(timeout);
        return this;
    }

    /**
     * Stays with the cluster that answers first: when another one takes its place, calls and acquires fail with
     * {@link ClusterMismatchException}, then and later. By default the next acquire opens a session in the new
     * cluster. For processes with a shorter life than a cluster.
     */
    public ArbiterClientBuilder stayWithCluster() {
        this.stayWithCluster = true;
        return this;
    }

    /** Receives the session's events. */
    public ArbiterClientBuilder sessionListener(SessionListener listener) {
        this.sessionListener = listener;
        return this;
    }

    /** Runs listeners and stages of returned futures; by default one thread of the library. */
    public ArbiterClientBuilder callbackExecutor(Executor executor) {
        this.callbackExecutor = Optional.of(executor);
        return this;
    }

    /** The machine's clocks; a seam for tests. */
    public ArbiterClientBuilder clock(ClientClock machineClock) {
        this.clock = machineClock;
        return this;
    }

    /**
     * TLS 1.3, with certificates on both sides. PEM files, which may have any names; they are looked at every second,
     * and what they hold by then is used for new connections, without a restart, while open connections stay. So are
     * they if the new files cannot be used: that is logged, and the former ones go on.
     *
     * <p>A server is accepted if its certificate leads to a trusted one and names a node of the trust domain. Which
     * node it names, and the name of its host, are not compared with the address: nodes move, answers name others as
     * leader, and every node is as good as any other, because each of them forwards to the leader.
     *
     * @param certificate this process's own, first, then those that lead to a trusted one, if any
     * @param key its private key, in PKCS#8 without a password
     * @param trust the authorities whose nodes are accepted; several while one takes another's place
     */
    public ArbiterClientBuilder tls(Path certificate, Path key, Path trust) {
        this.tls = Optional.of(new TlsFiles(certificate, key, trust));
        return this;
    }

    /** Whose nodes are accepted, by default {@code arbiter}; as the nodes' own tls.trust-domain. */
    public ArbiterClientBuilder trustDomain(String name) {
        this.trustDomain = name;
        return this;
    }

    /**
     * Allows connections without TLS to other machines, where whoever is on the way can read, change and forge. Without
     * this, and without {@link #tls}, only loopback addresses are connected to: another address is refused by {@link
     * #build()}, and a name that leads to one fails each call with {@link UnauthenticatedException}.
     */
    public ArbiterClientBuilder insecure() {
        this.insecure = true;
        return this;
    }

    /** In place of {@link #tls} and {@link #insecure}. Not public: no type of gRPC is part of the API. */
    ArbiterClientBuilder channels(Channels own) {
        this.channels = Optional.of(new Security.Custom(own));
        return this;
    }

    /**
     * Builds the client; no node is contacted yet.
     *
     * @throws IllegalArgumentException if a value breaks a rule; the message names the value and the rule
     * @throws StateDirectoryInUseException if another client holds the state directory
     * @throws UnauthenticatedException if the certificate, the key or the trust cannot be used: the message names the
     * file
     */
    public ArbiterClient build() {
        return ClientAssembly.build(config());
    }

    /** Checked. */
    ClientConfig config() {
        return new ClientConfig(
                endpoints,
                region,
                holder,
                ttl,
                (int) Math.round(driftBound * ClientConfig.PPM),
                lockDelay,
                requestTimeout,
                stateDirectory,
                healthCheck,
                healthTimeout.orElse(ttl.dividedBy(3)),
                stayWithCluster,
                sessionListener,
                callbackExecutor,
                clock,
                Security.of(channels, tls, trustDomain, insecure));
    }
}
