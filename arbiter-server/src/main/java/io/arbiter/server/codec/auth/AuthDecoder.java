package io.arbiter.server.codec.auth;

import io.arbiter.core.auth.AuthChange;
import io.arbiter.core.auth.AuthState;
import io.arbiter.core.auth.Binding;
import io.arbiter.core.auth.ChangedBy;
import io.arbiter.core.auth.Grant;
import io.arbiter.core.auth.Permission;
import io.arbiter.core.auth.Principal;
import io.arbiter.core.auth.Role;
import io.arbiter.core.auth.SigningKey;
import io.arbiter.core.auth.SigningKeys;
import io.arbiter.internal.v1.AuthChangeProto;
import io.arbiter.internal.v1.BindingProto;
import io.arbiter.internal.v1.ChangedByProto;
import io.arbiter.internal.v1.GrantProto;
import io.arbiter.internal.v1.PermissionProto;
import io.arbiter.internal.v1.RoleProto;
import io.arbiter.internal.v1.SigningKeyProto;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Decodes what {@link AuthEncoder} encodes. */
public final class AuthDecoder {
    private AuthDecoder() {}

    /** @throws IllegalArgumentException if a later release wrote it */
    public static AuthChange change(AuthChangeProto proto) {
        return switch (proto.getChangeCase()) {
            case PUT_ROLE -> new AuthChange.PutRole(role(proto.getPutRole()));
            case DELETE_ROLE -> new AuthChange.DeleteRole(proto.getDeleteRole());
            case PUT_BINDING -> new AuthChange.PutBinding(binding(proto.getPutBinding()));
            case DELETE_BINDING -> new AuthChange.DeleteBinding(binding(proto.getDeleteBinding()));
            case ROTATE_KEY ->
                new AuthChange.RotateKey(
                        proto.getRotateKey().getExpected(),
                        key(proto.getRotateKey().getNext()));
            case DROP_KEY -> new AuthChange.DropKey(proto.getDropKey());
            case ENABLE -> proto.getEnable() ? new AuthChange.Enable() : new AuthChange.Disable();
            case CHANGE_NOT_SET -> throw unknown("change of authorization");
        };
    }

    public static ChangedBy by(ChangedByProto proto) {
        return new ChangedBy(new Principal(proto.getIdentity()), proto.getComment());
    }

    public static Role role(RoleProto proto) {
        return new Role(
                proto.getName(),
                proto.getGrantsList().stream().map(AuthDecoder::grant).toList());
    }

    private static Grant grant(GrantProto proto) {
        return new Grant(
                proto.getPermissionsList().stream().map(AuthDecoder::permission).collect(Collectors.toSet()),
                proto.getPrefix(),
                new TreeSet<>(proto.getRegionsList()));
    }

    private static Permission permission(PermissionProto proto) {
        if (proto == PermissionProto.UNRECOGNIZED || proto == PermissionProto.PERMISSION_PROTO_UNSPECIFIED) {
            throw unknown("permission");
        }
        return Permission.valueOf(proto.name().substring(AuthEncoder.PERMISSION.length()));
    }

    public static Binding binding(BindingProto proto) {
        return new Binding(proto.getPattern(), proto.getRole(), proto.getPrefix());
    }

    public static SigningKey key(SigningKeyProto proto) {
        return new SigningKey(
                proto.getId(),
                proto.getPublicKey(),
                proto.getPrivateKey().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new SigningKey.Secret(proto.getPrivateKey())),
                proto.getReplaces(),
                proto.getCreatedWallMillis());
    }

    /** @param keys the newest first */
    public static AuthState state(boolean enabled, List<Role> roles, List<Binding> bindings, List<SigningKey> keys) {
        var byName = new TreeMap<String, Role>();
        roles.forEach(role -> byName.put(role.name(), role));
        return new AuthState(enabled, byName, new TreeSet<>(bindings), new SigningKeys(keys));
    }

    private static IllegalArgumentException unknown(String what) {
        return new IllegalArgumentException(
                "a " + what + " that this release does not know; run the release that wrote it, or a later one");
    }
}
