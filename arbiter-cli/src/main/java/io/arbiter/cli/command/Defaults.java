package io.arbiter.cli.command;

import io.arbiter.cli.base.ProcessEnvironment;
import io.arbiter.cli.cluster.EndpointList;
import java.util.Map;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Defaults from the environment; the rest stand in the options' annotations. */
public record Defaults(ProcessEnvironment around) implements IDefaultValueProvider {
    private static final Map<String, String> VARIABLES = Map.of(
            "--endpoints", EndpointList.VARIABLE,
            "--timeout", GlobalOptions.TIMEOUT_ENV,
            "--region", GlobalOptions.REGION_ENV,
            "--tls-cert", SecurityOptions.CERTIFICATE_ENV,
            "--tls-key", SecurityOptions.KEY_ENV,
            "--tls-ca", SecurityOptions.TRUST_ENV,
            "--tls-trust-domain", SecurityOptions.DOMAIN_ENV);
    private static final Map<String, String> OTHERWISE = Map.of(
            "--endpoints", GlobalOptions.DEFAULT_ENDPOINTS,
            "--timeout", GlobalOptions.DEFAULT_TIMEOUT);

    @Override
    public String defaultValue(ArgSpec arg) {
        if (!(arg instanceof OptionSpec option) || !VARIABLES.containsKey(option.longestName())) {
            return null;
        }
        return around.env(VARIABLES.get(option.longestName()), OTHERWISE.get(option.longestName()));
    }
}
