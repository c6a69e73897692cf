package io.arbiter.cli.auth;

import io.arbiter.client.model.auth.AuthChange;
import picocli.CommandLine.Command;

/** Begins to deny. */
@Command(
        name = "enable",
        description = {
            "Denies from now on what nobody granted. Needs a certificate for the role operator, which becomes administrator.",
            "Bind the roles of everyone who is at work first: their next call is held against them."
        },
        footer = {"Examples:", "  arbiter auth enable --comment 'all sidecars are bound'"})
public final class AuthEnableCommand extends AuthChangeCommand {
    @Override
    AuthChange change() {
        return new AuthChange.Enable();
    }

    @Override
    String done() {
        return "authorization is enabled";
    }
}
