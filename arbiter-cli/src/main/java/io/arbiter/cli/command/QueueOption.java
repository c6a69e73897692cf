package io.arbiter.cli.command;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long to queue for a lease that is held. */
public final class QueueOption {
    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            converter = Converters.Wait.class,
            defaultValue = "0s",
            description = "Queue for at most so long if it is held. Default: do not queue.")
    private Duration time;

    public Duration time() {
        return time;
    }
}
