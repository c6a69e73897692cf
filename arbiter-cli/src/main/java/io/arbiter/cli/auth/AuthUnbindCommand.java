package io.arbiter.cli.auth;

import io.arbiter.client.model.auth.AuthChange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Takes a role away. */
@Command(
        name = "unbind",
        description = {
            "Takes a binding away, written as arbiter auth bindings shows it. It holds for every call from then on.",
            "Waits that rest on it end, and so do watches; a lease that is held is not ended by it."
        },
        footer = {"Examples:", "  arbiter auth unbind spiffe://arbiter/operator/jane operator --comment left"})
public final class AuthUnbindCommand extends AuthChangeCommand {
    @Mixin
    private final BindingOptions binding = new BindingOptions();

    @Override
    AuthChange change() {
        return new AuthChange.DeleteBinding(binding.binding());
    }

    @Override
    String done() {
        return "unbound " + binding.text();
    }
}
