package io.arbiter.cli.command;

import io.arbiter.cli.base.CliContext;

/** The program, as its commands see it. */
public interface CommandContext extends CliContext {
    GlobalOptions options();
}
