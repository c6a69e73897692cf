package io.arbiter.cli.command;

import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.v1.Consistency;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that talks to the cluster. */
public abstract class ConnectedCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public final Integer call() {
        try (Cluster cluster = cluster()) {
            return status(cluster, cli().output());
        }
    }

    private Cluster cluster() {
        try {
            GlobalOptions options = cli().options();
            return new Cluster(
                    options.endpoints(),
                    options.timeout(),
                    builder -> options.security().applyTo(builder, cli().around()));
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    /** The exit status; failures are thrown as {@link CliException}. */
    public abstract int status(Cluster cluster, Output output);

    public final CommandContext cli() {
        return (CommandContext) spec.root().userObject();
    }

    public final Consistency consistency() {
        return cli().options().stale() ? Consistency.CONSISTENCY_STALE : Consistency.CONSISTENCY_LINEARIZABLE;
    }

    /** A session needs a home region, and no default could be right. */
    public final String region() {
        String region = cli().options().region();
        if (region == null) {
            throw usage("which region does this process work for? expected --region REGION or $"
                    + GlobalOptions.REGION_ENV);
        }
        return region;
    }

    public final ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
