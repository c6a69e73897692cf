package io.arbiter.maelstrom.raft;

import java.util.Objects;

/**
 * One message between two Raft servers.
 *
 * @param from the sender's peer id, which is also its address: there are no sockets
 * @param to the receiver's peer id
 * @param kind the request, as in {@code append_entries}; its reply is {@code append_entries_reply}, and
 *        {@code append_entries_failure} if the receiver threw
 * @param id the request that this is or answers, below 2^53, so that JSON numbers carry it. A request that is sent
 *        again keeps its id
 * @param payload the protobuf of the library, not copied: nobody changes it. At most
 *        {@code raft.server.log.appender.buffer.byte-limit} (4 MB unless set) or
 *        {@link MessageRpc#SNAPSHOT_CHUNK_BYTES}, the larger of the two, and some 4 KB for the rest of the message
 */
public record RaftMessage(String from, String to, String kind, long id, byte[] payload) {
    public RaftMessage {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(payload, "payload");
    }

    RaftMessage answer(String answerKind, byte[] answerPayload) {
        return new RaftMessage(to, from, answerKind, id, answerPayload);
    }

    @Override
    public String toString() {
        return kind + " " + id + " from " + from + " to " + to + ", " + payload.length + " bytes";
    }
}
