package io.arbiter.cli.command;

import io.arbiter.cli.cluster.Endpoint;
import io.arbiter.cli.cluster.EndpointList;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options that every command takes, before or after its name. */
public final class GlobalOptions {
    public static final String REGION_ENV = "ARBITER_REGION";
    static final String TIMEOUT_ENV = "ARBITER_TIMEOUT";
    static final String DEFAULT_TIMEOUT = "10s";
    static final String DEFAULT_ENDPOINTS = "127.0.1.1:7401,127.0.1.2:7401,127.0.1.3:7401";

    @Mixin
    private final SecurityOptions security = new SecurityOptions();

    enum Format {
        table,
        json
    }

    enum Colour {
        auto,
        always,
        never
    }

    @Option(
            names = "--endpoints",
            paramLabel = "HOST:PORT,...",
            scope = ScopeType.INHERIT,
            order = 100,
            converter = Converters.Endpoints.class,
            description = "Client addresses of the nodes; any one that answers will do. " + "Default: $"
                    + EndpointList.VARIABLE + ", else " + DEFAULT_ENDPOINTS + ".")
    private EndpointList endpoints;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            scope = ScopeType.INHERIT,
            order = 101,
            converter = Converters.Limit.class,
            description = "How long to try, beside any --wait; 1ms to 24h. Default: $" + TIMEOUT_ENV + ", else "
                    + DEFAULT_TIMEOUT + ".")
    private Duration timeout;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json",
            scope = ScopeType.INHERIT,
            order = 102,
            defaultValue = "table",
            description = "A table for people, or JSON for scripts, errors included. " + "Default: ${DEFAULT-VALUE}.")
    private Format format;

    @Option(
            names = "--stale",
            scope = ScopeType.INHERIT,
            order = 103,
            description = "Read what one node has applied, at once and without asking a majority. It may " + "be old.")
    private boolean stale;

    @Option(
            names = "--region",
            paramLabel = "REGION",
            scope = ScopeType.INHERIT,
            order = 104,
            converter = Converters.Region.class,
            description = "The region that this process works for. Default: $" + REGION_ENV + ".")
    private String region;

    @Option(
            names = "--color",
            paramLabel = "auto|always|never",
            scope = ScopeType.INHERIT,
            order = 105,
            defaultValue = "auto",
            description = "Colours; auto: on a terminal, unless $$NO_COLOR is set. " + "Default: ${DEFAULT-VALUE}.")
    private Colour colour;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            order = 111,
            description = "Show this text.")
    private boolean help;

    Duration timeout() {
        return timeout;
    }

    boolean stale() {
        return stale;
    }

    /** Null if none was given. */
    public String region() {
        return region;
    }

    public SecurityOptions security() {
        return security;
    }

    public List<Endpoint> endpoints() {
        return endpoints.all();
    }
}
