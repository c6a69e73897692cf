package io.arbiter.cli.auth;

import io.arbiter.client.model.auth.AuthChange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Gives a role. */
@Command(
        name = "bind",
        description = "Gives ROLE to every certificate whose identity is, or matches, IDENTITY.",
        footer = {
            "Examples:",
            "  arbiter auth bind spiffe://arbiter/operator/jane operator --comment new",
            "  arbiter auth bind 'spiffe://arbiter/viewer/*' viewer --prefix a/ --comment x"
        })
public final class AuthBindCommand extends AuthChangeCommand {
    @Mixin
    private final BindingOptions binding = new BindingOptions();

    @Override
    AuthChange change() {
        return new AuthChange.PutBinding(binding.binding());
    }

    @Override
    String done() {
        return "bound " + binding.text();
    }
}
