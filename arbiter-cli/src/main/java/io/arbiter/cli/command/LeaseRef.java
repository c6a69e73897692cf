package io.arbiter.cli.command;

import picocli.CommandLine.Option;

/** The lease that its holder means: the grant, and its session. */
public final class LeaseRef extends GrantRef {
    @Option(
            names = "--session",
            paramLabel = "ID",
            required = true,
            converter = Converters.SessionId.class,
            description = "The session that holds it.")
    private long session;

    public long session() {
        return session;
    }
}
