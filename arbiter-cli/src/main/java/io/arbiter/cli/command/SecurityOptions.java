package io.arbiter.cli.command;

import io.arbiter.cli.base.ProcessEnvironment;
import io.arbiter.client.ArbiterClientBuilder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The certificate of this program, or its word that none is needed. */
public final class SecurityOptions {
    static final String CERTIFICATE_ENV = "ARBITER_TLS_CERT";
    static final String KEY_ENV = "ARBITER_TLS_KEY";
    static final String TRUST_ENV = "ARBITER_TLS_CA";
    static final String DOMAIN_ENV = "ARBITER_TLS_TRUST_DOMAIN";
    private static final String INSECURE_ENV = "ARBITER_INSECURE";

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            order = 106,
            converter = Converters.FileName.class,
            description = "This program's certificate (PEM), for TLS. Default: $" + CERTIFICATE_ENV + ".")
    private Path certificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            order = 107,
            converter = Converters.FileName.class,
            description = "Its private key (PKCS#8). Default: $" + KEY_ENV + ".")
    private Path key;

    @Option(
            names = "--tls-ca",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            order = 108,
            converter = Converters.FileName.class,
            description = "The authorities whose nodes are trusted. Default: $" + TRUST_ENV + ".")
    private Path trust;

    @Option(
            names = "--tls-trust-domain",
            paramLabel = "DOMAIN",
            scope = ScopeType.INHERIT,
            order = 109,
            converter = Converters.TrustDomain.class,
            description = "Whose nodes they are. Default: $" + DOMAIN_ENV + ", else arbiter.")
    private String domain;

    @Option(
            names = "--insecure",
            scope = ScopeType.INHERIT,
            order = 110,
            description = "Without TLS, also to other machines. Default: $" + INSECURE_ENV + ", if that is true; "
                    + "else plaintext stays on this machine.")
    private boolean insecure;

    /** @throws IllegalArgumentException if the options contradict each other */
    ArbiterClientBuilder applyTo(ArbiterClientBuilder builder, ProcessEnvironment around) {
        long given = Stream.of(certificate, key, trust).filter(Objects::nonNull).count();
        if (given == 0) {
            return insecure(around) ? builder.insecure() : builder;
        }
        if (given < 3) {
            throw new IllegalArgumentException("--tls-cert, --tls-key and --tls-ca belong together: " + given
                    + " of them are given, expected all or none");
        }
        if (insecure) {
            throw new IllegalArgumentException("--insecure is given with a certificate (--tls-cert or $"
                    + CERTIFICATE_ENV + "): expected one of them");
        }
        return builder.tls(certificate, key, trust)
                .trustDomain(Optional.ofNullable(domain).orElse("arbiter"));
    }

    private boolean insecure(ProcessEnvironment around) {
        return insecure || around.env(INSECURE_ENV, "").equals("true");
    }

    /** For a program that is to reach the nodes in the same way. */
    public Map<String, String> variables(ProcessEnvironment around) {
        Map<String, String> variables = new LinkedHashMap<>();
        put(variables, CERTIFICATE_ENV, certificate);
        put(variables, KEY_ENV, key);
        put(variables, TRUST_ENV, trust);
        put(variables, DOMAIN_ENV, domain);
        put(variables, INSECURE_ENV, insecure(around) ? "true" : null);
        return variables;
    }

    private static void put(Map<String, String> variables, String name, Object value) {
        if (value != null) {
            variables.put(name, value.toString());
        }
    }
}
