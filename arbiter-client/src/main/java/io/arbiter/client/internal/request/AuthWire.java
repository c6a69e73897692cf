package io.arbiter.client.internal.request;

import io.arbiter.client.model.auth.AuthChange;
import io.arbiter.client.model.auth.AuthStatus;
import io.arbiter.client.model.auth.Binding;
import io.arbiter.client.model.auth.CallerInfo;
import io.arbiter.client.model.auth.Permission;
import io.arbiter.client.model.auth.PublishedKeys;
import io.arbiter.client.model.auth.Role;
import io.arbiter.client.model.auth.RoleGrant;
import io.arbiter.v1.GetAuthResponse;
import io.arbiter.v1.GetKeysResponse;
import io.arbiter.v1.WhoAmIResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Values about who may do what, from messages and to them. */
final class AuthWire {
    private static final String PREFIX = "PERMISSION_";

    private AuthWire() {}

    static CallerInfo caller(WhoAmIResponse answer) {
        return new CallerInfo(
                answer.getIdentity(), answer.getRegion(), answer.getEnabled(), bindings(answer.getBindingsList()));
    }

    static AuthStatus status(GetAuthResponse answer) {
        return new AuthStatus(
                answer.getRevision(),
                answer.getEnabled(),
                answer.getRolesList().stream().map(AuthWire::role).toList(),
                bindings(answer.getBindingsList()));
    }

    static PublishedKeys keys(GetKeysResponse answer) {
        return new PublishedKeys(
                answer.getRevision(),
                answer.getClusterId(),
                answer.getKeysList().stream()
                        .map(key -> new PublishedKeys.PublishedKey(
                                key.getKey(),
                                Base64.getEncoder()
                                        .encodeToString(key.getPublicKey().toByteArray()),
                                Instant.ofEpochMilli(key.getCreatedWallMillis()),
                                key.getCurrent()))
                        .toList());
    }

    private static List<Binding> bindings(List<io.arbiter.v1.Binding> bindings) {
        return bindings.stream()
                .map(binding -> new Binding(binding.getIdentity(), binding.getRole(), binding.getPrefix()))
                .toList();
    }

    private static Role role(io.arbiter.v1.Role role) {
        return new Role(
                role.getName(),
                role.getGrantsList().stream().map(AuthWire::grant).toList());
    }

    private static RoleGrant grant(io.arbiter.v1.Grant grant) {
        return new RoleGrant(
                grant.getPermissionsList().stream()
                        .flatMap(permission -> permission(permission).stream())
                        .collect(Collectors.toSet()),
                grant.getPrefix(),
                new HashSet<>(grant.getRegionsList()));
    }

    /** Empty for one of a newer version. */
    private static Optional<Permission> permission(io.arbiter.v1.Permission permission) {
        return Arrays.stream(Permission.values())
                .filter(known -> permission.name().equals(PREFIX + known.name()))
                .findFirst();
    }

    static io.arbiter.v1.Permission wire(Permission permission) {
        return io.arbiter.v1.Permission.valueOf(PREFIX + permission.name());
    }

    static io.arbiter.v1.AuthChange wire(AuthChange change) {
        var wire = io.arbiter.v1.AuthChange.newBuilder();
        if (change instanceof AuthChange.PutRole put) {
            wire.setPutRole(wire(put.role()));
        } else if (change instanceof AuthChange.DeleteRole delete) {
            wire.setDeleteRole(delete.name());
        } else if (change instanceof AuthChange.PutBinding put) {
            wire.setPutBinding(wire(put.binding()));
        } else if (change instanceof AuthChange.DeleteBinding delete) {
            wire.setDeleteBinding(wire(delete.binding()));
        } else if (change instanceof AuthChange.RotateKey rotate) {
            wire.getRotateKeyBuilder().setExpectedKey(rotate.expected());
        } else if (change instanceof AuthChange.DropKey drop) {
            wire.setDropKey(drop.id());
        } else if (change instanceof AuthChange.Enable) {
            wire.setEnable(io.arbiter.v1.AuthChange.Enable.getDefaultInstance());
        } else {
            wire.setDisable(io.arbiter.v1.AuthChange.Disable.getDefaultInstance());
        }
        return wire.build();
    }

    private static io.arbiter.v1.Role wire(Role role) {
        var wire = io.arbiter.v1.Role.newBuilder().setName(role.name());
        for (RoleGrant grant : role.grants()) {
            wire.addGrantsBuilder()
                    .addAllPermissions(grant.permissions().stream()
                            .sorted()
                            .map(AuthWire::wire)
                            .toList())
                    .setPrefix(grant.prefix())
                    .addAllRegions(grant.regions().stream().sorted().toList());
        }
        return wire.build();
    }

    private static io.arbiter.v1.Binding wire(Binding binding) {
        return io.arbiter.v1.Binding.newBuilder()
                .setIdentity(binding.identity())
                .setRole(binding.role())
                .setPrefix(binding.prefix())
                .build();
    }
}
