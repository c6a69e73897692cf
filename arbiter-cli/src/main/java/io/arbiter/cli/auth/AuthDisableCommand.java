package io.arbiter.cli.auth;

import io.arbiter.client.model.auth.AuthChange;
import picocli.CommandLine.Command;

/** Ends to deny. */
@Command(
        name = "disable",
        description = "Denies nothing any more; roles and bindings stay.",
        footer = {"Examples:", "  arbiter auth disable --comment INC-4711"})
public final class AuthDisableCommand extends AuthChangeCommand {
    @Override
    AuthChange change() {
        return new AuthChange.Disable();
    }

    @Override
    String done() {
        return "authorization is not enabled any more";
    }
}
