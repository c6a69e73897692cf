package io.arbiter.cli.auth;

import io.arbiter.cli.cluster.Cluster;
import io.arbiter.v1.Call;
import io.arbiter.v1.GetAuthRequest;
import io.arbiter.v1.GetAuthResponse;
import io.arbiter.v1.Reply;

/** Reads all roles and bindings. */
final class AuthReader {
    private AuthReader() {}

    static GetAuthResponse read(Cluster cluster) {
        return cluster.read(Call.newBuilder().setGetAuth(GetAuthRequest.getDefaultInstance()), Reply::getGetAuth);
    }
}
