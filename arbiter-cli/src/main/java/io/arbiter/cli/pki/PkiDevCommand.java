package io.arbiter.cli.pki;

import io.arbiter.cli.command.CommandContext;
import io.arbiter.cli.command.Converters;
import io.arbiter.tls.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes an authority and the certificates of a whole deployment. */
@Command(
        name = "dev",
        description = {
            "Makes a certificate authority and certificates for a deployment, for development: the CA's key lies "
                    + "beside what it signs, without a password, and nothing is ever revoked.",
            "For each region a node, a sidecar, a controller and a prober; and an operator and a viewer. "
                    + "Of each NAME.crt (with the CA's certificate behind its own) and NAME.key (PKCS#8, readable by "
                    + "its owner alone); ca.crt is what all of them trust. Keys are never printed.",
            "To sign with a real CA, give its certificates the same URI: "
                    + "spiffe://DOMAIN/region/REGION/ROLE/NAME, without region/REGION for people."
        },
        footer = {
            "Examples:",
            "  arbiter pki dev",
            "  arbiter pki dev --dir pki --regions paris,tokyo --trust-domain shop.example --days 30",
            "  arbiter pki dev issue --role sidecar --region us-east --name orders",
            "  arbiter pki dev rotate"
        },
        subcommands = {PkiIssueCommand.class, PkiRotateCommand.class})
public final class PkiDevCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final PkiOptions options = new PkiOptions();

    @Option(
            names = "--regions",
            paramLabel = "REGION,...",
            converter = PkiConverters.Regions.class,
            defaultValue = "us-east,us-west,eu-central",
            description = "The regions; a node is named as its region. Default: ${DEFAULT-VALUE}.")
    private Regions regions;

    @Option(
            names = "--trust-domain",
            paramLabel = "DOMAIN",
            converter = Converters.TrustDomain.class,
            defaultValue = "arbiter",
            description = "Whose identities these are, as in the nodes' tls.trust-domain. Default: ${DEFAULT-VALUE}.")
    private String trustDomain;

    @Option(names = "--force", description = "Replace what is there, the CA included.")
    private boolean force;

    /** In the order in which they were given. */
    record Regions(List<String> names) {}

    @Override
    public void run() {
        List<Identity> identities = identities();
        PkiDirectory directory = options.directory();
        if (!force) {
            List<String> files = new ArrayList<>(List.of(PkiDirectory.AUTHORITY));
            identities.forEach(identity -> files.add(Role.file(identity)));
            directory.requireAbsent(files);
        }
        Authority authority =
                Authority.create(trustDomain, Lifetime.of(Instant.now(), Duration.ofDays(PkiConverters.MOST_DAYS)));
        directory.write(PkiDirectory.AUTHORITY, authority.own());
        PkiReport report = new PkiReport(directory);
        for (Identity identity : identities) {
            report.write(Role.file(identity), identity, authority.issue(identity, options.lifetime()));
        }
        report.print(((CommandContext) spec.root().userObject()).output());
    }

    private List<Identity> identities() {
        List<Identity> all = new ArrayList<>();
        for (String region : regions.names()) {
            for (Role role : Role.values()) {
                if (role.regional()) {
                    all.add(role.identity(trustDomain, region, null));
                }
            }
        }
        all.add(Role.operator.identity(trustDomain, null, null));
        all.add(Role.viewer.identity(trustDomain, null, null));
        return all;
    }
}
