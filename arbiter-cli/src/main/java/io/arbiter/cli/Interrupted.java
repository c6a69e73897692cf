package io.arbiter.cli;

/** Somebody wants this thread to end; what it was waiting for stays as it is. */
final class Interrupted {

    private Interrupted() {
    }

    static CliException convert(InterruptedException e) {
        Thread.currentThread().interrupt();
        return CliException.builder(ExitCode.OUTCOME_UNKNOWN, "INTERRUPTED")
                .message("interrupted while waiting").remedy(Reason.OUTCOME_UNKNOWN.remedy()).cause(e)
                .build();
    }
}
