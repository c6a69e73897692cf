package io.arbiter.cli.command;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The lease that an operator means: its resource, its session, and the grant. */
public final class LeaseRef {
    @Parameters(paramLabel = "RESOURCE", converter = Converters.Resource.class, description = "What the lease is for.")
    private String resource;

    @Option(
            names = "--session",
            paramLabel = "ID",
            required = true,
            converter = Converters.SessionId.class,
            description = "The session that holds it.")
    private long session;

    @Option(
            names = "--expect-token",
            paramLabel = "TOKEN",
            required = true,
            converter = Converters.Token.class,
            description = "Refuse if the lease has another fencing token by now.")
    private long token;

    public String resource() {
        return resource;
    }

    public long session() {
        return session;
    }

    public long token() {
        return token;
    }
}
