package io.arbiter.cli.command;

import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;

/** A command that asks the cluster one thing and ends with one of the documented codes. */
public abstract class ClusterCommand extends ConnectedCommand {

    @Override
    public final int status(Cluster cluster, Output output) {
        return run(cluster, output).number();
    }

    /** Asks, prints, and returns how it ended; failures are thrown as {@link CliException}. */
    public abstract ExitCode run(Cluster cluster, Output output);
}
