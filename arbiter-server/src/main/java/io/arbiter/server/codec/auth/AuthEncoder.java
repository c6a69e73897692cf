package io.arbiter.server.codec.auth;

import io.arbiter.core.auth.AuthChange;
import io.arbiter.core.auth.Binding;
import io.arbiter.core.auth.ChangedBy;
import io.arbiter.core.auth.Grant;
import io.arbiter.core.auth.Permission;
import io.arbiter.core.auth.Role;
import io.arbiter.core.auth.SigningKey;
import io.arbiter.internal.v1.AuthChangeProto;
import io.arbiter.internal.v1.BindingProto;
import io.arbiter.internal.v1.ChangedByProto;
import io.arbiter.internal.v1.GrantProto;
import io.arbiter.internal.v1.PermissionProto;
import io.arbiter.internal.v1.RoleProto;
import io.arbiter.internal.v1.SigningKeyProto;

/** Encodes roles, bindings and their changes as they stand in log and snapshot. */
public final class AuthEncoder {
    /** The log names a permission as the core does, behind this. */
    static final String PERMISSION = "PERMISSION_PROTO_";

    private AuthEncoder() {}

    public static AuthChangeProto change(AuthChange change) {
        var proto = AuthChangeProto.newBuilder();
        if (change instanceof AuthChange.PutRole put) {
            proto.setPutRole(role(put.role()));
        } else if (change instanceof AuthChange.DeleteRole delete) {
            proto.setDeleteRole(delete.name());
        } else if (change instanceof AuthChange.PutBinding put) {
            proto.setPutBinding(binding(put.binding()));
        } else if (change instanceof AuthChange.DeleteBinding delete) {
            proto.setDeleteBinding(binding(delete.binding()));
        } else if (change instanceof AuthChange.RotateKey rotate) {
            proto.getRotateKeyBuilder().setExpected(rotate.expected()).setNext(key(rotate.next()));
        } else if (change instanceof AuthChange.DropKey drop) {
            proto.setDropKey(drop.id());
        } else {
            proto.setEnable(change instanceof AuthChange.Enable);
        }
        return proto.build();
    }

    public static ChangedByProto by(ChangedBy by) {
        return ChangedByProto.newBuilder()
                .setIdentity(by.caller().identity())
                .setComment(by.comment())
                .build();
    }

    public static RoleProto role(Role role) {
        return RoleProto.newBuilder()
                .setName(role.name())
                .addAllGrants(role.grants().stream().map(AuthEncoder::grant).toList())
                .build();
    }

    private static GrantProto grant(Grant grant) {
        return GrantProto.newBuilder()
                .addAllPermissions(grant.permissions().stream()
                        .map(AuthEncoder::permission)
                        .toList())
                .setPrefix(grant.prefix())
                .addAllRegions(grant.regions())
                .build();
    }

    private static PermissionProto permission(Permission permission) {
        return PermissionProto.valueOf(PERMISSION + permission.name());
    }

    public static SigningKeyProto key(SigningKey key) {
        return SigningKeyProto.newBuilder()
                .setId(key.id())
                .setPublicKey(key.publicKey())
                .setPrivateKey(key.secret().map(SigningKey.Secret::pkcs8).orElse(""))
                .setReplaces(key.replaces())
                .setCreatedWallMillis(key.createdWallMillis())
                .build();
    }

    public static BindingProto binding(Binding binding) {
        return BindingProto.newBuilder()
                .setPattern(binding.pattern())
                .setRole(binding.role())
                .setPrefix(binding.prefix())
                .build();
    }
}
