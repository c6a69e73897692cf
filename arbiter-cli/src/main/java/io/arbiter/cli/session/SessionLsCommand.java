package io.arbiter.cli.session;

import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.command.LimitOption;
import io.arbiter.cli.text.Durations;
import io.arbiter.cli.text.Table;
import io.arbiter.v1.Call;
import io.arbiter.v1.ListSessionsRequest;
import io.arbiter.v1.ListSessionsResponse;
import io.arbiter.v1.Reply;
import io.arbiter.v1.SessionInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists sessions, page by page. */
@Command(
        name = "ls",
        description = "Lists the sessions that are alive.",
        footer = {"Examples:", "  arbiter session ls", "  arbiter session ls --limit 100 -o json"})
public final class SessionLsCommand extends ClusterCommand {
    @Mixin
    private final LimitOption limit = new LimitOption();

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        ListSessionsResponse sessions = all(cluster);
        if (output.json()) {
            output.object(sessions);
            return ExitCode.OK;
        }
        Table table = new Table("SESSION", "REGION", "HOLDER", "TTL", "LEASES", "WAITS", "EXPIRES IN", "OPENED");
        for (SessionInfo session : sessions.getSessionsList()) {
            table.row(
                    session.getSessionId(),
                    session.getRegion(),
                    session.getHolder(),
                    Durations.format(session.getTtlMillis()),
                    session.getLeases(),
                    session.getWaits(),
                    session.hasRemainingMillis() ? Durations.format(session.getRemainingMillis()) : "",
                    Durations.instant(session.getOpenedWallMillis()));
        }
        output.table(table);
        if (sessions.getMore()) {
            output.note("there are more sessions: raise --limit");
        }
        return ExitCode.OK;
    }

    private ListSessionsResponse all(Cluster cluster) {
        ListSessionsResponse.Builder all = ListSessionsResponse.newBuilder();
        long after = 0;
        do {
            ListSessionsRequest.Builder request = ListSessionsRequest.newBuilder()
                    .setAfterSessionId(after)
                    .setConsistency(consistency())
                    .setPageSize(limit.pageAfter(all.getSessionsCount()));
            ListSessionsResponse page =
                    cluster.read(consistency(), Call.newBuilder().setListSessions(request), Reply::getListSessions);
            int count = page.getSessionsCount();
            all.addAllSessions(page.getSessionsList())
                    .setRevision(page.getRevision())
                    .setMore(page.getMore() && count > 0);
            after = count == 0 ? after : page.getSessions(count - 1).getSessionId();
        } while (all.getMore() && limit.pageAfter(all.getSessionsCount()) > 0);
        return all.build();
    }
}
