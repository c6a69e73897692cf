package io.arbiter.maelstrom;

import io.arbiter.maelstrom.wire.Body;
import io.arbiter.maelstrom.wire.ErrorCode;
import io.arbiter.maelstrom.wire.RefusedException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The first message of Maelstrom to a node: its own name, and those of the others. */
record Init(String self, List<String> nodes) {
    /** A node's id is also its region and the name of its directory. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    Init {
        nodes = List.copyOf(nodes);
        if (!nodes.contains(self) || Set.copyOf(nodes).size() < nodes.size()) {
            throw new RefusedException(
                    ErrorCode.MALFORMED_REQUEST,
                    "node_ids is " + nodes + ", expected each node once, and " + self + " among them");
        }
        if (!nodes.stream().allMatch(id -> ID.matcher(id).matches())) {
            throw new RefusedException(
                    ErrorCode.MALFORMED_REQUEST, "node_ids is " + nodes + ", expected ids like " + ID);
        }
    }

    static Init of(Body body) {
        return new Init(body.text("node_id"), body.texts("node_ids"));
    }
}
