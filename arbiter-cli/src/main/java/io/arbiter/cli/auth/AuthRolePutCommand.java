package io.arbiter.cli.auth;

import io.arbiter.client.model.auth.AuthChange;
import io.arbiter.client.model.auth.Permission;
import io.arbiter.client.model.auth.Role;
import io.arbiter.client.model.auth.RoleGrant;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts a role with one grant; several prefixes are several bindings, or a role by the API. */
@Command(
        name = "put",
        description = "Adds the role ROLE, or puts it in the place of the one with its name.",
        footer = {
            "Examples:",
            "  arbiter auth role put clerk --allow READ,WATCH --prefix a/ --comment new",
            "  arbiter auth role put e --allow ACQUIRE --region-only us-east --comment new"
        })
public final class AuthRolePutCommand extends AuthChangeCommand {
    @Parameters(paramLabel = "ROLE", description = "Its name: a-z, 0-9 and '-'.")
    private String name;

    @Option(
            names = "--allow",
            paramLabel = "PERMISSION",
            required = true,
            split = ",",
            description = "What it grants, of: ${COMPLETION-CANDIDATES}.")
    private Set<Permission> allowed;

    @Option(
            names = "--prefix",
            paramLabel = "PREFIX",
            defaultValue = "",
            description = "Only for resources that begin with it.")
    private String prefix;

    @Option(
            names = "--region-only",
            paramLabel = "REGION",
            split = ",",
            description = "Only for certificates of these regions.")
    private Set<String> regions = Set.of();

    @Override
    AuthChange change() {
        return new AuthChange.PutRole(new Role(name, List.of(new RoleGrant(allowed, prefix, regions))));
    }

    @Override
    String done() {
        return "put role " + name;
    }
}
