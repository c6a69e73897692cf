package io.arbiter.server.codec.auth;

import com.google.protobuf.ByteString;
import io.arbiter.core.auth.AuthChange;
import io.arbiter.core.auth.Binding;
import io.arbiter.core.auth.Grant;
import io.arbiter.core.auth.Permission;
import io.arbiter.core.auth.Role;
import io.arbiter.core.auth.SigningKey;
import io.arbiter.v1.SigningKeyInfo;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Roles, bindings and their changes as the client protocol has them. */
public final class WireAuth {
    /** The protocol names a permission as the core does, behind this. */
    private static final String PREFIX = "PERMISSION_";

    private WireAuth() {}

    public static io.arbiter.v1.AuthChange change(AuthChange change) {
        var proto = io.arbiter.v1.AuthChange.newBuilder();
        if (change instanceof AuthChange.PutRole put) {
            proto.setPutRole(role(put.role()));
        } else if (change instanceof AuthChange.DeleteRole delete) {
            proto.setDeleteRole(delete.name());
        } else if (change instanceof AuthChange.PutBinding put) {
            proto.setPutBinding(binding(put.binding()));
        } else if (change instanceof AuthChange.DeleteBinding delete) {
            proto.setDeleteBinding(binding(delete.binding()));
        } else if (change instanceof AuthChange.RotateKey rotate) {
            proto.getRotateKeyBuilder()
                    .setExpectedKey(rotate.expected())
                    .setKey(rotate.next().id());
        } else if (change instanceof AuthChange.DropKey drop) {
            proto.setDropKey(drop.id());
        } else if (change instanceof AuthChange.Enable) {
            proto.setEnable(io.arbiter.v1.AuthChange.Enable.getDefaultInstance());
        } else {
            proto.setDisable(io.arbiter.v1.AuthChange.Disable.getDefaultInstance());
        }
        return proto.build();
    }

    /**
     * @param newKey draws the key of a rotation
     * @throws IllegalArgumentException if it, or a permission in it, is none that this release knows
     */
    public static AuthChange change(io.arbiter.v1.AuthChange proto, Supplier<SigningKey> newKey) {
        return switch (proto.getChangeCase()) {
            case PUT_ROLE -> new AuthChange.PutRole(role(proto.getPutRole()));
            case DELETE_ROLE -> new AuthChange.DeleteRole(proto.getDeleteRole());
            case PUT_BINDING -> new AuthChange.PutBinding(binding(proto.getPutBinding()));
            case DELETE_BINDING -> new AuthChange.DeleteBinding(binding(proto.getDeleteBinding()));
            case ROTATE_KEY -> new AuthChange.RotateKey(proto.getRotateKey().getExpectedKey(), newKey.get());
            case DROP_KEY -> new AuthChange.DropKey(proto.getDropKey());
            case ENABLE -> new AuthChange.Enable();
            case DISABLE -> new AuthChange.Disable();
            case CHANGE_NOT_SET ->
                throw new IllegalArgumentException("a change that is not set, or unknown to this release");
        };
    }

    /** The public half. */
    public static SigningKeyInfo key(SigningKey key) {
        return SigningKeyInfo.newBuilder()
                .setKey(key.id())
                .setPublicKey(ByteString.copyFrom(Base64.getDecoder().decode(key.publicKey())))
                .setCreatedWallMillis(key.createdWallMillis())
                .setCurrent(key.secret().isPresent())
                .build();
    }

    public static io.arbiter.v1.Role role(Role role) {
        return io.arbiter.v1.Role.newBuilder()
                .setName(role.name())
                .addAllGrants(role.grants().stream().map(WireAuth::grant).toList())
                .build();
    }

    private static io.arbiter.v1.Grant grant(Grant grant) {
        List<io.arbiter.v1.Permission> permissions = grant.permissions().stream()
                .map(permission -> io.arbiter.v1.Permission.valueOf(PREFIX + permission.name()))
                .toList();
        return io.arbiter.v1.Grant.newBuilder()
                .addAllPermissions(permissions)
                .setPrefix(grant.prefix())
                .addAllRegions(grant.regions())
                .build();
    }

    private static Role role(io.arbiter.v1.Role proto) {
        return new Role(
                proto.getName(),
                proto.getGrantsList().stream()
                        .map(grant -> new Grant(
                                grant.getPermissionsList().stream()
                                        .map(WireAuth::permission)
                                        .collect(Collectors.toSet()),
                                grant.getPrefix(),
                                new TreeSet<>(grant.getRegionsList())))
                        .toList());
    }

    /** @throws IllegalArgumentException if it is none that this release knows */
    public static Permission permission(io.arbiter.v1.Permission proto) {
        if (proto == io.arbiter.v1.Permission.UNRECOGNIZED
                || proto == io.arbiter.v1.Permission.PERMISSION_UNSPECIFIED) {
            throw new IllegalArgumentException("a permission that is not set, or unknown to this release");
        }
        return Permission.valueOf(proto.name().substring(PREFIX.length()));
    }

    public static io.arbiter.v1.Binding binding(Binding binding) {
        return io.arbiter.v1.Binding.newBuilder()
                .setIdentity(binding.pattern())
                .setRole(binding.role())
                .setPrefix(binding.prefix())
                .build();
    }

    private static Binding binding(io.arbiter.v1.Binding proto) {
        return new Binding(proto.getIdentity(), proto.getRole(), proto.getPrefix());
    }
}
