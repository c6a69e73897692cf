package io.arbiter.cli;

import io.arbiter.v1.Consistency;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that talks to the cluster. */
abstract class ConnectedCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public final Integer call() {
        try (Cluster cluster = new Cluster(cli().options().endpoints(), cli().options().timeout)) {
            return status(cluster, cli().output());
        }
    }

    /** The exit status; failures are thrown as {@link CliException}. */
    abstract int status(Cluster cluster, Output output);

    final ArbiterCli cli() {
        return (ArbiterCli) spec.root().userObject();
    }

    final Consistency consistency() {
        return cli().options().stale ? Consistency.CONSISTENCY_STALE : Consistency.CONSISTENCY_LINEARIZABLE;
    }

    /** A session needs a home region, and no default could be right. */
    final String region() {
        String region = cli().options().region;
        if (region == null) {
            throw usage("which region does this process work for? expected --region REGION or $"
                    + GlobalOptions.REGION_ENV);
        }
        return region;
    }

    final ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
