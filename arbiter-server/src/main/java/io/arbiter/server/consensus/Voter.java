package io.arbiter.server.consensus;

import java.util.Objects;

/**
 * A member of the log's group.
 *
 * @param id what its votes count for
 * @param member its addresses, as the group has agreed on them
 */
public record Voter(MemberId id, Member member) {
    public Voter {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(member, "member");
    }

    public String node() {
        return id.node();
    }
}
