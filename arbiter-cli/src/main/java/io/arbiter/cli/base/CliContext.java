package io.arbiter.cli.base;

import io.arbiter.cli.text.AnsiColors;

/** The command line that is being run: its request, and the output of its answer. */
public interface CliContext {
    ProcessEnvironment around();

    /** Whether JSON was asked for; known before parsing. */
    boolean json();

    /** As the terminal, the environment and the options set it; known before parsing. */
    AnsiColors paint();

    Output output();

    /** The command line as it was typed. */
    String asked();
}
