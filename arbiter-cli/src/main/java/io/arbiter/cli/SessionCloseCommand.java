package io.arbiter.cli;

import com.google.gson.JsonObject;
import io.arbiter.v1.BreakSessionRequest;
import io.arbiter.v1.BreakSessionResponse;
import io.arbiter.v1.ListSessionsRequest;
import io.arbiter.v1.SessionInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * Ends a session by an operator's will; the id is never used again, so it names exactly what the operator
 * saw.
 */
@Command(name = "close",
        description = {"Ends a session without its client's consent; its leases end as broken.",
    "The client's gates may still be open for a while; only storage that checks fencing tokens is safe."},
        footer = {"Examples:", "  arbiter session close 12 --reason 'host was lost'",
            "  arbiter session close 12 --reason INC-4711 --yes -o json"})
final class SessionCloseCommand extends ClusterCommand {
    @Parameters(paramLabel = "ID", converter = Converters.SessionId.class, description = "The session.")
    private long session;

    @Mixin
    private final OperatorsWill will = new OperatorsWill();

    @Override
    ExitCode run(Cluster cluster, Output output) {
        SessionInfo found = find(cluster);
        will.confirm(cli().around(), Text.printable("Ending session " + session + " ("
                + found.getRegion() + ", "
                + found.getHolder() + ") breaks " + found.getLeases()
                + " leases; their gates may stay open for up to "
                + span(found) + "."));
        BreakSessionRequest request = BreakSessionRequest.newBuilder().setSessionId(session).setReason(will.reason())
                .setActor(will.actor(cli().around())).build();
        print(found, cluster.once(stub -> stub.breakSession(request)), output);
        return ExitCode.OK;
    }

    private SessionInfo find(Cluster cluster) {
        ListSessionsRequest request = ListSessionsRequest.newBuilder().setAfterSessionId(session - 1)
                .setPageSize(1)
                .build();
        return cluster.repeatable(stub -> stub.listSessions(request)).getSessionsList().stream()
                .filter(info -> info.getSessionId() == session).findFirst()
                .orElseThrow(() -> CliException.builder(ExitCode.NOT_FOUND, Reason.SESSION_UNKNOWN.name())
                        .message("session " + session + " is not alive").fact("session_id", session)
                        .remedy(Reason.SESSION_UNKNOWN.remedy()).build());
    }

    private static String span(SessionInfo session) {
        return session.hasRemainingMillis() ? Spans.format(session.getRemainingMillis()) : "its TTL";
    }

    private void print(SessionInfo found, BreakSessionResponse answer, Output output) {
        if (output.json()) {
            JsonObject object = new JsonObject();
            object.addProperty("leasesBroken", answer.getLeasesBroken());
            object.addProperty("oldGatesOpenForUpToMillis", Long.toString(found.getRemainingMillis()));
            object.add("session", Json.of(found));
            output.object(object);
            return;
        }
        output.say("ended session " + session + "; leases broken: " + answer.getLeasesBroken());
        if (answer.getLeasesBroken() > 0) {
            output.say(output.paint().warn("warning: its gates may be open for up to "
                    + span(found)
                    + ": until then only the storage's token check protects the data"));
        }
    }
}
