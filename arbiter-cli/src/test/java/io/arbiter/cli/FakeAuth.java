package io.arbiter.cli;

import com.google.protobuf.ByteString;
import io.arbiter.v1.Binding;
import io.arbiter.v1.CanIRequest;
import io.arbiter.v1.CanIResponse;
import io.arbiter.v1.ChangeAuthRequest;
import io.arbiter.v1.ChangeAuthResponse;
import io.arbiter.v1.GetAuthResponse;
import io.arbiter.v1.GetKeysResponse;
import io.arbiter.v1.Grant;
import io.arbiter.v1.Permission;
import io.arbiter.v1.Role;
import io.arbiter.v1.SigningKeyInfo;
import io.arbiter.v1.WhoAmIResponse;
import java.util.Base64;

/** Roles and bindings that never change, whatever is asked for. */
final class FakeAuth {
    private static final Binding CLERK = Binding.newBuilder()
            .setIdentity("spiffe://arbiter/region/*/sidecar/*")
            .setRole("clerk")
            .setPrefix("orders")
            .build();

    private FakeAuth() {}

    static WhoAmIResponse who() {
        return WhoAmIResponse.newBuilder()
                .setIdentity("spiffe://arbiter/region/us-east/sidecar/orders")
                .setRegion("us-east")
                .setEnabled(true)
                .addBindings(CLERK)
                .build();
    }

    static CanIResponse may(CanIRequest request) {
        boolean allowed = request.getPermission() == Permission.PERMISSION_ACQUIRE
                && request.getResource().startsWith("orders");
        return CanIResponse.newBuilder().setAllowed(allowed).build();
    }

    static GetAuthResponse all() {
        return GetAuthResponse.newBuilder()
                .setRevision(100)
                .setEnabled(true)
                .addRoles(Role.newBuilder()
                        .setName("administrator")
                        .addGrants(Grant.newBuilder().addPermissions(Permission.PERMISSION_AUTH)))
                .addRoles(Role.newBuilder().setName("node"))
                .addRoles(Role.newBuilder()
                        .setName("clerk")
                        .addGrants(Grant.newBuilder()
                                .addPermissions(Permission.PERMISSION_ACQUIRE)
                                .addPermissions(Permission.PERMISSION_READ)
                                .setPrefix("orders")
                                .addRegions("us-east")))
                .addBindings(CLERK)
                .build();
    }

    static GetKeysResponse keys() {
        byte[] key = Base64.getDecoder().decode("MCowBQYDK2VwAyEAA6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=");
        return GetKeysResponse.newBuilder()
                .setRevision(100)
                .setClusterId("cluster-1")
                .addKeys(SigningKeyInfo.newBuilder()
                        .setKey("a050837d85070582")
                        .setPublicKey(ByteString.copyFrom(key))
                        .setCreatedWallMillis(1_798_761_600_000L)
                        .setCurrent(true))
                .build();
    }

    static ChangeAuthResponse change(ChangeAuthRequest request) {
        String dropped = request.getChange().getDropKey();
        if (dropped.equals("b050837d85070582")) {
            throw FakeArbiter.refuse(9, "KEY_IN_USE", "grants are signed with " + dropped, "key", dropped);
        }
        String replaced = request.getChange().getRotateKey().getExpectedKey();
        if (replaced.equals("b050837d85070582")) {
            throw FakeArbiter.refuse(
                    9,
                    "KEY_NOT_CURRENT",
                    "the signing key a050837d85070582 is current, expected " + replaced,
                    "expected",
                    replaced,
                    "current",
                    "a050837d85070582");
        }
        String role = request.getChange().getPutBinding().getRole();
        if (role.equals("nothing")) {
            throw FakeArbiter.refuse(5, "ROLE_UNKNOWN", "there is no role nothing; put it first", "role", role);
        }
        return ChangeAuthResponse.getDefaultInstance();
    }
}
