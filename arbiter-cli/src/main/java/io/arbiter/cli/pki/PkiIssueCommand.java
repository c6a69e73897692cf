package io.arbiter.cli.pki;

import io.arbiter.cli.command.CommandContext;
import io.arbiter.tls.Identity;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Adds a certificate to an authority that is there. */
@Command(
        name = "issue",
        description = {
            "Signs one more certificate with the authority that arbiter pki dev made.",
            "For development only."
        },
        footer = {
            "Examples:",
            "  arbiter pki dev issue --role sidecar --region us-east --name orders",
            "  arbiter pki dev issue --role operator --name alice --days 30"
        })
public final class PkiIssueCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final PkiOptions options = new PkiOptions();

    @Option(
            names = "--role",
            required = true,
            paramLabel = "ROLE",
            description = "One of ${COMPLETION-CANDIDATES}; all but the last two need --region.")
    private Role role;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            converter = PkiConverters.Name.class,
            description = "Default: the region, or the role.")
    private String name;

    @Option(names = "--force", description = "Replace the certificate and the key that are there.")
    private boolean force;

    @Override
    public void run() {
        CommandContext cli = (CommandContext) spec.root().userObject();
        PkiDirectory directory = options.directory();
        Authority authority = directory.authority();
        Identity identity = role.identity(authority.trustDomain(), region(cli), name);
        String file = Role.file(identity);
        if (!force) {
            directory.requireAbsent(List.of(file));
        }
        PkiReport report = new PkiReport(directory);
        report.write(file, identity, authority.issue(identity, options.lifetime()));
        report.print(cli.output());
    }

    /** Null for people. */
    private String region(CommandContext cli) {
        String region = cli.options().region();
        if (!role.regional()) {
            return null;
        }
        if (region == null) {
            throw new ParameterException(spec.commandLine(), "a " + role + " belongs to a region: add --region");
        }
        return PkiConverters.region(region);
    }
}
