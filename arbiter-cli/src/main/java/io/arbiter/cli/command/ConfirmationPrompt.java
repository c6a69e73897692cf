package io.arbiter.cli.command;

import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.ProcessEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine.Option;

/** The question before an act that no one can undo. A script must have given --yes. */
public final class ConfirmationPrompt {
    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask. Needed when standard input is not a terminal.")
    private boolean yes;

    /** Returns only if the act is confirmed. */
    void require(ProcessEnvironment around, String question) {
        if (yes) {
            return;
        }
        if (!around.terminal()) {
            throw CliException.builder(ExitCode.USAGE, "CONFIRMATION_NEEDED")
                    .message(question + " Not a terminal, so nobody can be asked")
                    .remedy("add --yes")
                    .build();
        }
        around.err().print(question + " Type yes to go on: ");
        around.err().flush();
        if (!answer(around).equals("yes")) {
            throw CliException.builder(ExitCode.REFUSED, "NOT_CONFIRMED")
                    .message("not confirmed, nothing was changed")
                    .remedy("repeat it and type yes, or add --yes")
                    .build();
        }
    }

    private static String answer(ProcessEnvironment around) {
        try {
            String line = around.lines().readLine();
            return line == null ? "" : line.strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the answer", e);
        }
    }
}
