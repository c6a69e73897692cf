package io.arbiter.maelstrom;

import com.google.gson.JsonObject;
import io.arbiter.maelstrom.wire.ErrorCode;
import io.arbiter.maelstrom.wire.Message;
import io.arbiter.maelstrom.wire.RefusedException;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.FatalExit;
import io.arbiter.server.exit.StartException;
import java.io.IOException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node's lines, from the first on: init makes the node, all others go to it. Called by one thread. */
final class Connection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final NodeOptions options;
    private final Consumer<Message> network;
    private final FatalExit fatalExit;
    private Init init;
    private Node node;

    Connection(NodeOptions options, Consumer<Message> network, FatalExit fatalExit) {
        this.options = options;
        this.network = network;
        this.fatalExit = fatalExit;
    }

    /**
     * Takes a line; one that is no message is noted and stops nothing.
     *
     * @throws StartException if the node cannot start
     */
    void receive(String line) throws StartException {
        try {
            receive(Message.parse(line));
        } catch (RefusedException malformed) {
            LOG.warn("skipped a line: {}", malformed.getMessage());
        }
    }

    private void receive(Message message) throws StartException {
        try {
            if (message.body().type().equals("init")) {
                init(message);
            } else if (node == null) {
                throw new RefusedException(ErrorCode.TEMPORARILY_UNAVAILABLE, "this node has had no init yet");
            } else {
                node.receive(message);
            }
        } catch (RefusedException refusal) {
            answer(message, refusal.toBody());
        }
    }

    /** Answered once the node can take messages; a leader need not be there. The request may come twice. */
    private void init(Message message) throws StartException {
        Init asked = Init.of(message.body());
        if (node == null) {
            init = asked;
            node = start(asked);
        } else if (!asked.equals(init)) {
            throw new RefusedException(
                    ErrorCode.MALFORMED_REQUEST, "this node is " + init.self() + " of " + init.nodes() + " already");
        }
        answer(message, type("init_ok"));
    }

    private Node start(Init asked) throws StartException {
        try {
            return new Node(asked, options, network, fatalExit);
        } catch (IOException e) {
            throw new StartException(ExitCode.START_FAILED, "no storage: " + e, e);
        }
    }

    private void answer(Message request, JsonObject body) {
        // A sender that gives no id to a message expects no answer; least of all should an answer be answered.
        if (request.body().has("msg_id")) {
            network.accept(request.answer(body));
        }
    }

    private static JsonObject type(String type) {
        var body = new JsonObject();
        body.addProperty("type", type);
        return body;
    }

    @Override
    public void close() throws IOException {
        if (node != null) {
            node.close();
        }
    }
}
