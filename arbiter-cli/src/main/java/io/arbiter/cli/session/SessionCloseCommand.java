package io.arbiter.cli.session;

import com.google.gson.JsonObject;
import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Advice;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.BreakOptions;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.command.Converters;
import io.arbiter.cli.text.Durations;
import io.arbiter.cli.text.Json;
import io.arbiter.cli.text.Text;
import io.arbiter.v1.Call;
import io.arbiter.v1.ErrorReason;
import io.arbiter.v1.ListSessionsRequest;
import io.arbiter.v1.Reply;
import io.arbiter.v1.SessionInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * Ends a session at an operator's request; the id is never used again, so it names exactly the session that
 * the operator saw.
 */
@Command(
        name = "close",
        description = {
            "Ends a session without its client's consent; its leases end as broken.",
            "The client's gates may still be open for a while; only storage that checks fencing tokens is safe."
        },
        footer = {
            "Examples:",
            "  arbiter session close 12 --comment 'host was lost'",
            "  arbiter session close 12 --comment INC-4711 --yes -o json"
        })
public final class SessionCloseCommand extends ClusterCommand {
    @Parameters(paramLabel = "ID", converter = Converters.SessionId.class, description = "The session.")
    private long session;

    @Mixin
    private final BreakOptions will = new BreakOptions();

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        SessionInfo found = find(cluster);
        will.confirm(
                cli().around(),
                Text.printable("Ending session " + session + " ("
                        + found.getRegion() + ", "
                        + found.getHolder() + ") breaks " + found.getLeases()
                        + " leases; their gates may stay open for up to "
                        + span(found) + "."));
        String actor = will.actor(cli().around());
        print(found, cluster.change(admin -> admin.breakSession(session, will.comment(), actor)), output);
        return ExitCode.OK;
    }

    private SessionInfo find(Cluster cluster) {
        Call.Builder call = Call.newBuilder()
                .setListSessions(ListSessionsRequest.newBuilder()
                        .setAfterSessionId(session - 1)
                        .setPageSize(1));
        return cluster.read(call, Reply::getListSessions).getSessionsList().stream()
                .filter(info -> info.getSessionId() == session)
                .findFirst()
                .orElseThrow(() -> CliException.builder(ExitCode.NOT_FOUND, ErrorReason.SESSION_UNKNOWN.name())
                        .message("session " + session + " is not alive")
                        .fact("session_id", session)
                        .remedy(Advice.on(ErrorReason.SESSION_UNKNOWN).remedy(""))
                        .build());
    }

    private static String span(SessionInfo session) {
        return session.hasRemainingMillis() ? Durations.format(session.getRemainingMillis()) : "its TTL";
    }

    private void print(SessionInfo found, int broken, Output output) {
        if (output.json()) {
            JsonObject object = new JsonObject();
            object.addProperty("leasesBroken", broken);
            object.addProperty("oldGatesOpenForUpToMillis", Long.toString(found.getRemainingMillis()));
            object.add("session", Json.of(found));
            output.object(object);
            return;
        }
        output.say("ended session " + session + "; leases broken: " + broken);
        if (broken > 0) {
            output.say(output.paint()
                    .warn("warning: its gates may be open for up to "
                            + span(found)
                            + ": until then only the storage's token check protects the data"));
        }
    }
}
