package io.arbiter.cli.status;

import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.cluster.ResumingWatch;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.command.Converters;
import io.arbiter.cli.text.Durations;
import io.arbiter.v1.Event;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints events as they happen. */
@Command(
        name = "watch",
        description = {
            "Prints every event of the resources that begin with PREFIX, or of all.",
            "In order, without gaps, across lost connections. Session events come only without a PREFIX. "
                    + "With -o json: one object a line."
        },
        footer = {
            "Examples:",
            "  arbiter watch",
            "  arbiter watch tenants/ --from 1200 -o json",
            "  arbiter watch orders --count 1 --for 30s"
        })
public final class WatchCommand extends ClusterCommand {
    @Parameters(
            paramLabel = "PREFIX",
            arity = "0..1",
            defaultValue = "",
            description = "What the resources begin with. Default: everything.")
    private String prefix;

    @Option(
            names = "--from",
            paramLabel = "REVISION",
            converter = Converters.Positive.class,
            description = "The first revision to print. Default: what happens from now on.")
    private Long from;

    @Option(
            names = "--count",
            paramLabel = "N",
            converter = Converters.Positive.class,
            description = "End after so many events. Default: never.")
    private Long count;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = Converters.Limit.class,
            description = "End after so long; with --count exits with 5 if they did not all come. " + "Default: never.")
    private Duration limit;

    private long printed;

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        ResumingWatch follow = new ResumingWatch(cluster, prefix, from == null ? 0 : from, output::note);
        boolean enough = follow.until(events -> print(events, output), limit == null ? Duration.ZERO : limit);
        if (!enough && count != null && !output.lost()) {
            throw CliException.builder(ExitCode.TIMED_OUT, "TIMED_OUT")
                    .message(printed + " of " + count + " events came within " + Durations.format(limit))
                    .remedy("allow more time with --for")
                    .build();
        }
        return ExitCode.OK;
    }

    private boolean print(List<Event> events, Output output) {
        for (Event event : events) {
            if (output.json()) {
                output.line(event);
            } else {
                output.say(EventLine.of(event));
            }
            if (count != null && ++printed == count) {
                return true;
            }
        }
        return output.lost();
    }
}
