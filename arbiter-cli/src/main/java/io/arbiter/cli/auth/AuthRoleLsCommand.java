package io.arbiter.cli.auth;

import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.base.Output;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.command.ClusterCommand;
import io.arbiter.cli.text.Table;
import io.arbiter.v1.GetAuthResponse;
import io.arbiter.v1.Grant;
import io.arbiter.v1.Permission;
import io.arbiter.v1.Role;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Lists roles, one line a grant. */
@Command(
        name = "ls",
        description = "Lists the roles, the built-in ones first.",
        footer = {"Examples:", "  arbiter auth role ls", "  arbiter auth role ls -o json"})
public final class AuthRoleLsCommand extends ClusterCommand {
    @Override
    public ExitCode run(Cluster cluster, Output output) {
        GetAuthResponse auth = AuthReader.read(cluster);
        if (output.json()) {
            output.object(auth);
            return ExitCode.OK;
        }
        var table = new Table("ROLE", "PREFIX", "REGIONS", "PERMISSIONS");
        for (Role role : auth.getRolesList()) {
            if (role.getGrantsCount() == 0) {
                table.row(role.getName(), "", "", "");
            }
            for (Grant grant : role.getGrantsList()) {
                table.row(
                        role.getName(),
                        grant.getPrefix(),
                        String.join(",", grant.getRegionsList()),
                        permissions(grant));
            }
        }
        output.table(table);
        return ExitCode.OK;
    }

    private static String permissions(Grant grant) {
        return grant.getPermissionsList().stream()
                .map(Permission::name)
                .map(name -> name.replace("PERMISSION_", ""))
                .collect(Collectors.joining(","));
    }
}
