package io.arbiter.maelstrom.raft;

import java.util.Objects;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.RaftServerRpc;
import org.apache.ratis.server.ServerFactory;
import org.apache.ratis.util.SizeInBytes;

/**
 * The Raft library's remote calls as messages of a {@link MessageCarrier}. Only servers talk this way: the library's
 * own client is not served, because the owner of a server submits requests to it directly.
 *
 * <p>The library makes an instance itself, by the class name in {@code raft.rpc.type}.
 */
public final class MessageRpc implements RpcType {
    /** Larger snapshots travel in several messages, of which the last must arrive as well as the first. */
    public static final int SNAPSHOT_CHUNK_BYTES = 1024 * 1024;

    private static final String CARRIER = MessageCarrier.class.getName();

    /**
     * Makes a server that is built with these talk through the carrier. The wait of calls follows from the election
     * time-outs that the properties have when the server is built; {@code raft.server.rpc.request.timeout} has no
     * effect on it.
     */
    public static void configure(RaftProperties properties, Parameters parameters, MessageCarrier carrier) {
        RaftConfigKeys.Rpc.setType(properties, new MessageRpc());
        RaftServerConfigKeys.Log.Appender.setSnapshotChunkSizeMax(
                properties, SizeInBytes.valueOf(SNAPSHOT_CHUNK_BYTES));
        parameters.put(CARRIER, Objects.requireNonNull(carrier, "carrier"), MessageCarrier.class);
    }

    @Override
    public String name() {
        return MessageRpc.class.getName();
    }

    @Override
    public ServerFactory newFactory(Parameters parameters) {
        MessageCarrier carrier = parameters.getNonNull(CARRIER, MessageCarrier.class);
        return new ServerFactory() {
            @Override
            public RpcType getRpcType() {
                return MessageRpc.this;
            }

            @Override
            public RaftServerRpc newRaftServerRpc(RaftServer server) {
                return new MessageServerRpc(server, carrier, parameters);
            }
        };
    }
}
