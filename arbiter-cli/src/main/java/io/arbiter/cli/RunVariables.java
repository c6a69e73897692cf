package io.arbiter.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What CMD finds in its environment. */
final class RunVariables {

    private RunVariables() {
    }

    /** The safe time is that of the start: renewals prolong it, and arbiter run itself sees to its end. */
    static Map<String, String> of(HeldLease lease, GlobalOptions options) {
        long safeForMillis = lease.safeFor().toMillis();
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("ARBITER_RESOURCE", lease.grant().getResource());
        variables.put("ARBITER_TOKEN", Long.toString(lease.grant().getToken()));
        variables.put("ARBITER_SESSION_ID", Long.toString(lease.grant().getSessionId()));
        variables.put(GlobalOptions.REGION_ENV, options.region);
        variables.put("ARBITER_SAFE_FOR_MILLIS", Long.toString(safeForMillis));
        variables.put("ARBITER_SAFE_UNTIL_EPOCH_MILLIS",
                Long.toString(System.currentTimeMillis() + safeForMillis));
        variables.put(GlobalOptions.ENDPOINTS_ENV,
                options.endpoints().stream().map(Endpoint::toString).collect(Collectors.joining(",")));
        return variables;
    }
}
