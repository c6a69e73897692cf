package io.arbiter.cli.cluster;

import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.v1.ErrorReason;

/** This thread was asked to end; the operation that it waited for stays as it is. */
public final class Interrupted {

    private Interrupted() {}

    public static CliException convert(InterruptedException e) {
        Thread.currentThread().interrupt();
        return CliException.builder(ExitCode.OUTCOME_UNKNOWN, "INTERRUPTED")
                .message("interrupted while waiting")
                .remedy(Advice.on(ErrorReason.OUTCOME_UNKNOWN).remedy(""))
                .cause(e)
                .build();
    }
}
