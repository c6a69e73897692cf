package io.arbiter.cli.lease;

import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.command.LimitOption;
import io.arbiter.cli.text.DisplayText;
import io.arbiter.cli.text.Durations;
import io.arbiter.cli.text.Table;
import io.arbiter.v1.Call;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.ListLeasesRequest;
import io.arbiter.v1.ListLeasesResponse;
import io.arbiter.v1.Reply;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists leases, page by page. */
@Command(
        name = "ls",
        description = "Lists the leases whose resource begins with PREFIX, or all.",
        footer = {"Examples:", "  arbiter lease ls", "  arbiter lease ls tenants/eu/ --limit 50 -o json"})
public final class LeaseLsCommand extends ClusterCommand {
    @Parameters(
            paramLabel = "PREFIX",
            arity = "0..1",
            defaultValue = "",
            description = "What the names begin with. Default: every resource.")
    private String prefix;

    @Mixin
    private final LimitOption limit = new LimitOption();

    @Override
    public ExitCode run(Cluster cluster, Output output) {
        ListLeasesResponse leases = all(cluster);
        if (output.json()) {
            output.object(leases);
            return ExitCode.OK;
        }
        Table table = new Table("RESOURCE", "TOKEN", "REGION", "HOLDER", "SESSION", "BASIS", "LAPSES IN", "WAITING");
        leases.getRowsList().forEach(row -> row(table, row));
        output.table(table);
        if (leases.getMore()) {
            output.note("more leases match: raise --limit, or give a longer PREFIX");
        }
        return ExitCode.OK;
    }

    private ListLeasesResponse all(Cluster cluster) {
        ListLeasesResponse.Builder all = ListLeasesResponse.newBuilder();
        String after = "";
        do {
            ListLeasesRequest.Builder request = ListLeasesRequest.newBuilder()
                    .setPrefix(prefix)
                    .setAfterResource(after)
                    .setConsistency(consistency())
                    .setPageSize(limit.pageAfter(all.getRowsCount()));
            ListLeasesResponse page =
                    cluster.read(consistency(), Call.newBuilder().setListLeases(request), Reply::getListLeases);
            all.addAllRows(page.getRowsList())
                    .setRevision(page.getRevision())
                    .setMore(page.getMore() && page.getRowsCount() > 0);
            after = page.getRowsCount() == 0
                    ? after
                    : page.getRows(page.getRowsCount() - 1).getLease().getResource();
        } while (all.getMore() && limit.pageAfter(all.getRowsCount()) > 0);
        return all.build();
    }

    private static void row(Table table, ListLeasesResponse.Row row) {
        LeaseInfo lease = row.getLease();
        table.row(
                lease.getResource(),
                lease.getToken(),
                lease.getRegion(),
                lease.getHolder(),
                lease.getSessionId(),
                DisplayText.basis(lease.getBasis()),
                row.hasRemainingMillis() ? Durations.format(row.getRemainingMillis()) : "",
                row.getWaiters());
    }
}
