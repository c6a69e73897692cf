package io.arbiter.cli.auth;

import io.arbiter.client.model.auth.AuthChange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Deletes a role that nobody has. */
@Command(
        name = "delete",
        description = "Deletes the role ROLE, which must not be bound to anybody.",
        footer = {"Examples:", "  arbiter auth role delete clerk --comment INC-4711"})
public final class AuthRoleDeleteCommand extends AuthChangeCommand {
    @Parameters(paramLabel = "ROLE", description = "Its name.")
    private String name;

    @Override
    AuthChange change() {
        return new AuthChange.DeleteRole(name);
    }

    @Override
    String done() {
        return "deleted role " + name;
    }
}
