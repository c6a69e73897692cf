package io.arbiter.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The lease that an operator means: which resource, whose session, and which grant of it. */
final class LeaseRef {
    @Parameters(paramLabel = "RESOURCE", converter = Converters.Resource.class,
            description = "What the lease is for.")
    private String resource;

    @Option(names = "--session", paramLabel = "ID", required = true, converter = Converters.SessionId.class,
            description = "The session that holds it.")
    private long session;

    @Option(names = "--expect-token", paramLabel = "TOKEN", required = true,
            converter = Converters.Token.class,
            description = "Refuse if the lease has another fencing token by now.")
    private long token;

    String resource() {
        return resource;
    }

    long session() {
        return session;
    }

    long token() {
        return token;
    }
}
