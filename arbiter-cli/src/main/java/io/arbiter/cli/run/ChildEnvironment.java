package io.arbiter.cli.run;

import io.arbiter.cli.cluster.Endpoint;
import io.arbiter.cli.cluster.EndpointList;
import io.arbiter.cli.command.CommandContext;
import io.arbiter.cli.command.GlobalOptions;
import io.arbiter.cli.hold.HeldLease;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The variables that CMD finds in its environment. */
public final class ChildEnvironment {

    private ChildEnvironment() {}

    /** The safe time is that of the start: renewals prolong it, and arbiter run itself enforces its end. */
    public static Map<String, String> of(HeldLease lease, CommandContext cli) {
        GlobalOptions options = cli.options();
        long safeForMillis = lease.timeRemaining().toMillis();
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("ARBITER_RESOURCE", lease.grant().getResource());
        variables.put("ARBITER_TOKEN", Long.toString(lease.grant().getToken()));
        lease.signedToken().ifPresent(token -> variables.put("ARBITER_SIGNED_TOKEN", token));
        variables.put("ARBITER_SESSION_ID", Long.toString(lease.grant().getSessionId()));
        variables.put(GlobalOptions.REGION_ENV, options.region());
        variables.put("ARBITER_SAFE_FOR_MILLIS", Long.toString(safeForMillis));
        variables.put("ARBITER_SAFE_UNTIL_EPOCH_MILLIS", Long.toString(System.currentTimeMillis() + safeForMillis));
        variables.put(
                EndpointList.VARIABLE,
                options.endpoints().stream().map(Endpoint::toString).collect(Collectors.joining(",")));
        variables.putAll(options.security().variables(cli.around()));
        return variables;
    }
}
