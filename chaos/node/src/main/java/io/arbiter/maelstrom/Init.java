package io.arbiter.maelstrom;

import io.arbiter.maelstrom.wire.Body;
import io.arbiter.maelstrom.wire.ErrorCode;
import io.arbiter.maelstrom.wire.Refusal;
import java.util.List;
import java.util.Set;

/** What Maelstrom tells a node first: who it is, and who the others are. */
record Init(String self, List<String> nodes) {
    /** A node's id is also its region, which is shorter than other names may be. */
    private static final int MAX_ID = 64;

    Init {
        nodes = List.copyOf(nodes);
        if (!nodes.contains(self) || Set.copyOf(nodes).size() < nodes.size()) {
            throw new Refusal(ErrorCode.MALFORMED_REQUEST, "node_ids is " + nodes
                    + ", expected each node once, and " + self + " among them");
        }
        if (nodes.stream().anyMatch(id -> id.isEmpty() || id.length() > MAX_ID)) {
            throw new Refusal(ErrorCode.MALFORMED_REQUEST, "node_ids is " + nodes + ", expected ids of 1 to " + MAX_ID
                    + " characters");
        }
    }

    static Init of(Body body) {
        return new Init(body.text("node_id"), body.texts("node_ids"));
    }
}
