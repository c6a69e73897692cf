package io.arbiter.cli.command;

import io.arbiter.cli.base.HostName;
import io.arbiter.cli.base.ProcessEnvironment;
import io.arbiter.cli.text.Text;
import picocli.CommandLine.Option;

/** The name of the operator, for the event history: as given, or the account on this machine. */
public final class ActorOption {
    /** A character has at most three bytes, or two of them four: below the arbiter's limit. */
    private static final int MAX_CHARS = 80;

    @Option(
            names = "--actor",
            paramLabel = "NAME",
            converter = Converters.ActorOption.class,
            description = "Who does this, for the event history; 1..256 bytes. Default: user@host.")
    private String actor;

    public String name(ProcessEnvironment around) {
        if (actor != null) {
            return actor;
        }
        return Text.cut(
                Text.printable(System.getProperty("user.name", "unknown") + "@" + HostName.name(around)), MAX_CHARS);
    }
}
