package io.arbiter.cli.auth;

import io.arbiter.client.model.auth.Binding;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which binding is meant. */
final class BindingOptions {
    @Parameters(
            index = "0",
            paramLabel = "IDENTITY",
            description = "A SPIFFE id; * may take the place of a whole part after the trust domain.")
    private String identity;

    @Parameters(index = "1", paramLabel = "ROLE", description = "A role: see arbiter auth role ls.")
    private String role;

    @Option(
            names = "--prefix",
            paramLabel = "PREFIX",
            defaultValue = "",
            description = "Only for resources that begin with it.")
    private String prefix;

    Binding binding() {
        return new Binding(identity, role, prefix);
    }

    String text() {
        return identity + " as " + role + (prefix.isEmpty() ? "" : " of " + prefix);
    }
}
