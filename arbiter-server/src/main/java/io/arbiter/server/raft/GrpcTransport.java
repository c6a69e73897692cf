package io.arbiter.server.raft;

import io.arbiter.server.config.HostPort;
import io.arbiter.server.config.Profile;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;

/**
 * gRPC between the nodes, as the library has it.
 *
 * @param listen where this node waits for the others
 */
public record GrpcTransport(HostPort listen, Profile profile) implements RaftTransport {
    @Override
    public void configure(RaftProperties properties, Parameters parameters) {
        GrpcConfigKeys.Server.setLeaderOutstandingAppendsMax(properties, profile == Profile.WAN ? 128 : 8);
        GrpcConfigKeys.Server.setHeartbeatChannel(properties, true);
        // The default host is the wildcard address.
        GrpcConfigKeys.Server.setHost(properties, listen.host());
        GrpcConfigKeys.Server.setPort(properties, listen.port());
        GrpcConfigKeys.Client.setHost(properties, listen.host());
        GrpcConfigKeys.Admin.setHost(properties, listen.host());
        GrpcConfigKeys.Server.setServicesCustomizer(parameters, new PeerServiceOnly());
    }

    @Override
    public String toString() {
        return "gRPC on " + listen;
    }
}
