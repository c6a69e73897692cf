package io.arbiter.cli.command;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The grant that an operator means: its resource, and its token. */
public class GrantRef {
    @Parameters(paramLabel = "RESOURCE", converter = Converters.Resource.class, description = "What the lease is for.")
    private String resource;

    @Option(
            names = "--expect-token",
            paramLabel = "TOKEN",
            required = true,
            converter = Converters.Token.class,
            description = "Refuse if the lease has another fencing token by now.")
    private long token;

    public final String resource() {
        return resource;
    }

    public final long token() {
        return token;
    }
}
