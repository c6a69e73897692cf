package io.arbiter.maelstrom.raft;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.server.RaftServer;

/**
 * Installs each chunk of a snapshot once, and answers its copies as it answered the first. All other requests the
 * library takes twice without harm, but a repeated chunk it either refuses or, the first, begins the file anew: either
 * way the whole transfer fails. Only for the thread that handles requests.
 */
final class SnapshotChunks {
    /** One chunk at a time is under way; the rest is for copies that come late. */
    private static final int REMEMBERED = 64;

    private record Chunk(String transfer, int index) { }

    private final RaftServer server;
    private final Map<Chunk, InstallSnapshotReplyProto> answered = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Chunk, InstallSnapshotReplyProto> eldest) {
            return size() > REMEMBERED;
        }
    };

    SnapshotChunks(RaftServer server) {
        this.server = server;
    }

    InstallSnapshotReplyProto install(InstallSnapshotRequestProto request) throws IOException {
        Chunk chunk = new Chunk(request.getSnapshotChunk().getRequestId(), request.getSnapshotChunk().getRequestIndex());
        InstallSnapshotReplyProto known = answered.get(chunk);
        if (known != null) {
            return known;
        }
        InstallSnapshotReplyProto answer = server.installSnapshot(request);
        answered.put(chunk, answer);
        return answer;
    }
}
