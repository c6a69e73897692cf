package io.arbiter.cli;

/** A command that asks the cluster one thing and ends with one of the documented codes. */
abstract class ClusterCommand extends ConnectedCommand {

    @Override
    final int status(Cluster cluster, Output output) {
        return run(cluster, output).number();
    }

    /** Asks, prints, and says how it ended; failures are thrown as {@link CliException}. */
    abstract ExitCode run(Cluster cluster, Output output);
}
