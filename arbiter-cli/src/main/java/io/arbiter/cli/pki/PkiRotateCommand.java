package io.arbiter.cli.pki;

import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.command.CommandContext;
import io.arbiter.tls.Identity;
import io.arbiter.tls.IdentityException;
import io.arbiter.tls.IdentityMapping;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Replaces keys, or the authority, while everything runs. */
@Command(
        name = "rotate",
        description = {
            "Gives every identity in DIR a new key and a new certificate.",
            "To replace the CA while everything runs: rotate --ca makes a new one, and ca.crt trusts both; "
                    + "rotate signs everything anew; rotate --drop-old-ca ends the trust in the old one. "
                    + "Let every process read its files again before the next step.",
            "For development only."
        },
        footer = {
            "Examples:",
            "  arbiter pki dev rotate --days 30",
            "  arbiter pki dev rotate --ca",
            "  arbiter pki dev rotate --drop-old-ca"
        })
public final class PkiRotateCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final PkiOptions options = new PkiOptions();

    @ArgGroup
    private final Step step = new Step();

    /** At most one of them. */
    static final class Step {
        @Option(names = "--ca", description = "Make a new CA beside the old one; certificates stay as they are.")
        private boolean ca;

        @Option(names = "--drop-old-ca", description = "Trust the newest CA alone.")
        private boolean dropOldCa;
    }

    @Override
    public void run() {
        PkiDirectory directory = options.directory();
        PkiReport report = new PkiReport(directory);
        Authority authority = directory.authority();
        if (step.ca) {
            addAuthority(directory, authority);
        } else if (step.dropOldCa) {
            dropOldAuthorities(directory, authority);
        } else {
            Map<String, Identity> identities = new TreeMap<>();
            directory.names().forEach(name -> identities.put(name, identity(directory, authority, name)));
            identities.forEach(
                    (name, identity) -> report.write(name, identity, authority.issue(identity, options.lifetime())));
        }
        report.print(((CommandContext) spec.root().userObject()).output());
    }

    private static void addAuthority(PkiDirectory directory, Authority old) {
        Lifetime lifetime = Lifetime.of(Instant.now(), Duration.ofDays(PkiConverters.MOST_DAYS));
        Credential made = Authority.create(old.trustDomain(), lifetime).own();
        List<X509Certificate> trusted = Stream.concat(
                        made.chain().stream(), directory.chain(PkiDirectory.AUTHORITY).stream())
                .toList();
        directory.write(PkiDirectory.AUTHORITY, new Credential(trusted, made.key()));
    }

    private static void dropOldAuthorities(PkiDirectory directory, Authority newest) {
        List<String> others = directory.names().stream()
                .filter(name -> !newest.signed(directory.chain(name).get(0)))
                .toList();
        if (!others.isEmpty()) {
            throw CliException.builder(ExitCode.REFUSED, "STILL_IN_USE")
                    .message("the old CA signed " + String.join(", ", others) + ", and nothing was changed")
                    .remedy("sign them anew first: arbiter pki dev rotate")
                    .build();
        }
        directory.write(PkiDirectory.AUTHORITY, newest.own().chain());
    }

    private static Identity identity(PkiDirectory directory, Authority authority, String name) {
        try {
            return IdentityMapping.spiffe(authority.trustDomain())
                    .identify(directory.chain(name).get(0));
        } catch (IdentityException e) {
            throw CliException.builder(ExitCode.USAGE, "NOT_AN_IDENTITY")
                    .message(directory.certificate(name) + " is none of arbiter pki dev: " + e.getMessage())
                    .remedy("move it to another directory")
                    .cause(e)
                    .build();
        }
    }
}
