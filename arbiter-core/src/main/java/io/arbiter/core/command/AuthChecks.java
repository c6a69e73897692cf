package io.arbiter.core.command;

import io.arbiter.core.auth.AuthChange;
import io.arbiter.core.auth.Binding;
import io.arbiter.core.auth.BuiltInRoles;
import io.arbiter.core.auth.ChangedBy;
import io.arbiter.core.auth.Grant;
import io.arbiter.core.auth.Principal;
import io.arbiter.core.auth.Role;
import io.arbiter.core.auth.SigningKey;
import java.util.regex.Pattern;

/** The shape checks of roles and bindings. */
final class AuthChecks {
    private static final int MAX_NAME = 64;
    private static final int MAX_GRANTS = 100;
    private static final int MAX_REGIONS = 64;
    private static final int MAX_COMMENT = 1_024;
    /** Of one half of a key pair in Base64. */
    private static final int MAX_KEY = 128;

    private static final Pattern KEY_ID = Pattern.compile("[0-9a-f]{" + SigningKey.ID_DIGITS + "}");
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]*[a-z0-9])?");
    private static final Pattern IDENTITIES = Pattern.compile("spiffe://[a-z0-9._-]+(?:/(?:[A-Za-z0-9._-]+|\\*))+");

    private AuthChecks() {}

    static void check(AuthChange change, ChangedBy by) {
        CommandChecks.text("identity", by.caller().identity(), Principal.MAX_BYTES);
        CommandChecks.text("comment", by.comment(), MAX_COMMENT);
        if (change instanceof AuthChange.PutRole put) {
            role(put.role());
        } else if (change instanceof AuthChange.DeleteRole delete) {
            ownName(delete.name());
        } else if (change instanceof AuthChange.PutBinding put) {
            binding(put.binding());
        } else if (change instanceof AuthChange.DeleteBinding delete) {
            binding(delete.binding());
        } else if (change instanceof AuthChange.RotateKey rotate) {
            rotation(rotate);
        } else if (change instanceof AuthChange.DropKey drop) {
            keyId("key", drop.id());
        }
    }

    private static void rotation(AuthChange.RotateKey rotate) {
        if (!rotate.expected().isEmpty()) {
            keyId("expected_key", rotate.expected());
        }
        keyId("key", rotate.next().id());
        CommandChecks.text("public_key", rotate.next().publicKey(), MAX_KEY);
        CommandChecks.text(
                "private_key",
                rotate.next().secret().map(SigningKey.Secret::pkcs8).orElse(""),
                MAX_KEY);
    }

    private static void keyId(String field, String id) {
        if (!KEY_ID.matcher(id).matches()) {
            throw new InvalidCommandException(
                    field, "'" + id + "'", SigningKey.ID_DIGITS + " digits, 0-9 and a-f: the id of a signing key");
        }
    }

    private static void role(Role role) {
        ownName(role.name());
        CommandChecks.range("grants", role.grants().size(), 0, MAX_GRANTS);
        role.grants().forEach(AuthChecks::grant);
    }

    private static void grant(Grant grant) {
        if (grant.permissions().isEmpty()) {
            throw new InvalidCommandException("permissions", "empty", "at least one permission");
        }
        prefix(grant.prefix());
        CommandChecks.range("regions", grant.regions().size(), 0, MAX_REGIONS);
        grant.regions().forEach(region -> CommandChecks.text("region", region, 64));
    }

    private static void binding(Binding binding) {
        CommandChecks.text("identity", binding.pattern(), Principal.MAX_BYTES);
        if (!IDENTITIES.matcher(binding.pattern()).matches()) {
            throw new InvalidCommandException(
                    "identity",
                    "'" + binding.pattern() + "'",
                    "spiffe://<trust domain>/region/<region>/<role>/<name> or spiffe://<trust domain>/<role>/<name>, "
                            + "where * may take the place of a whole part");
        }
        name(binding.role());
        prefix(binding.prefix());
    }

    private static void prefix(String prefix) {
        if (!prefix.isEmpty()) {
            CommandChecks.text("prefix", prefix, Command.MAX_RESOURCE_BYTES);
        }
    }

    private static void ownName(String name) {
        name(name);
        if (BuiltInRoles.all().containsKey(name)) {
            throw new InvalidCommandException(
                    "role", "the built-in '" + name + "'", "another name: what is built in does not change");
        }
    }

    private static void name(String name) {
        CommandChecks.text("role", name, MAX_NAME);
        if (!NAME.matcher(name).matches()) {
            throw new InvalidCommandException("role", "'" + name + "'", "a-z, 0-9 and '-', not at either end");
        }
    }
}
