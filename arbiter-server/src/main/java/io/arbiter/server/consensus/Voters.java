package io.arbiter.server.consensus;

import java.util.List;
import java.util.Optional;

/**
 * The configuration of the log's group, as one node knows it at one moment.
 *
 * @param all by name
 * @param index the log index at which it was made; -1 before the first
 * @param settled whether it is committed, and none is about to follow
 */
public record Voters(List<Voter> all, long index, boolean settled) {
    public Voters {
        all = List.copyOf(all);
    }

    public Optional<Voter> of(String node) {
        return all.stream().filter(voter -> voter.node().equals(node)).findFirst();
    }

    public boolean contains(MemberId id) {
        return all.stream().anyMatch(voter -> voter.id().equals(id));
    }
}
