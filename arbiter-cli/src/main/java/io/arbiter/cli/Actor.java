package io.arbiter.cli;

import picocli.CommandLine.Option;

/** Who acts, for the event history: said by the operator, or the account on this machine. */
final class Actor {
    private static final int MAX_CHARS = 200;

    @Option(names = "--actor", paramLabel = "NAME", converter = Converters.Reason.class,
            description = "Who does this, for the event history. Default: user@host.")
    private String actor;

    String name(Surroundings around) {
        if (actor != null) {
            return actor;
        }
        return Text.cut(Text.printable(System.getProperty("user.name", "unknown") + "@" + Host.name(around)),
                MAX_CHARS);
    }
}
