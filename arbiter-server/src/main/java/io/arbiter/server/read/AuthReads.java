package io.arbiter.server.read;

import io.arbiter.core.auth.AuthState;
import io.arbiter.core.auth.BuiltInRoles;
import io.arbiter.core.auth.Permission;
import io.arbiter.core.auth.Principal;
import io.arbiter.core.machine.ClusterIdentity;
import io.arbiter.server.codec.auth.WireAuth;
import io.arbiter.server.replica.View;
import io.arbiter.v1.CanIRequest;
import io.arbiter.v1.CanIResponse;
import io.arbiter.v1.GetAuthResponse;
import io.arbiter.v1.GetKeysResponse;
import io.arbiter.v1.WhoAmIResponse;
import java.util.stream.Stream;

/** Answers about who may do what, from a view of the state. */
public final class AuthReads {
    private AuthReads() {}

    public static WhoAmIResponse whoAmI(View view, Principal caller) {
        AuthState auth = view.state().auth();
        return WhoAmIResponse.newBuilder()
                .setIdentity(caller.identity())
                .setRegion(caller.region().orElse(""))
                .setEnabled(auth.enabled())
                .addAllBindings(auth.bindings().stream()
                        .filter(binding -> binding.matches(caller))
                        .map(WireAuth::binding)
                        .toList())
                .build();
    }

    public static CanIResponse canI(View view, Principal caller, CanIRequest request) {
        Permission permission = WireAuth.permission(request.getPermission());
        boolean allowed = permission == Permission.AUTH
                ? view.state().mayChangeAuth(caller)
                : view.state().rightsOf(caller).may(permission, request.getResource());
        return CanIResponse.newBuilder().setAllowed(allowed).build();
    }

    public static GetKeysResponse getKeys(View view) {
        return GetKeysResponse.newBuilder()
                .setRevision(LeaseReads.revision(view))
                .setClusterId(view.state().identity().map(ClusterIdentity::id).orElse(""))
                .addAllKeys(view.state().auth().keys().newestFirst().stream()
                        .map(WireAuth::key)
                        .toList())
                .build();
    }

    public static GetAuthResponse getAuth(View view) {
        AuthState auth = view.state().auth();
        return GetAuthResponse.newBuilder()
                .setRevision(LeaseReads.revision(view))
                .setEnabled(auth.enabled())
                .addAllRoles(Stream.concat(BuiltInRoles.all().values().stream(), auth.roles().values().stream())
                        .map(WireAuth::role)
                        .toList())
                .addAllBindings(auth.bindings().stream().map(WireAuth::binding).toList())
                .build();
    }
}
