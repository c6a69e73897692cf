package io.arbiter.maelstrom.peer;

import com.google.gson.JsonObject;
import io.arbiter.maelstrom.raft.MessageCarrier;
import io.arbiter.maelstrom.raft.RaftMessage;
import io.arbiter.maelstrom.wire.Body;
import io.arbiter.maelstrom.wire.ErrorCode;
import io.arbiter.maelstrom.wire.Message;
import io.arbiter.maelstrom.wire.RefusedException;
import java.util.Base64;
import java.util.function.Consumer;

/** The log's messages as Maelstrom's: {@code {"type": "raft", "kind": ..., "id": ..., "payload": base64}}. */
public final class RaftMessages implements MessageCarrier {
    public static final String TYPE = "raft";

    private final Consumer<Message> network;
    private volatile Consumer<RaftMessage> receiver = early -> {};

    public RaftMessages(Consumer<Message> network) {
        this.network = network;
    }

    @Override
    public void send(RaftMessage message) {
        var body = new JsonObject();
        body.addProperty("type", TYPE);
        body.addProperty("kind", message.kind());
        body.addProperty("id", message.id());
        body.addProperty("payload", Base64.getEncoder().encodeToString(message.payload()));
        network.accept(new Message(message.from(), message.to(), body));
    }

    @Override
    public void onMessage(Consumer<RaftMessage> newReceiver) {
        receiver = newReceiver;
    }

    /** Never blocks. Throws a {@link RefusedException} if the message is malformed. */
    public void receive(Message message) {
        Body body = message.body();
        receiver.accept(
                new RaftMessage(message.src(), message.dest(), body.text("kind"), body.integer("id"), payload(body)));
    }

    private static byte[] payload(Body body) {
        try {
            return Base64.getDecoder().decode(body.text("payload"));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(ErrorCode.MALFORMED_REQUEST, "payload is not base64: " + e.getMessage());
        }
    }
}
