package io.arbiter.client;

import io.arbiter.client.model.GrantBasis;
import java.util.List;
import java.util.Optional;

/**
 * The effects of the steps of one commit.
 *
 * @param revision at which all of them took effect
 * @param effects one for each step, in their order
 */
public record CommittedSteps(long revision, List<Effect> effects) {
    /** Copies the list. */
    public CommittedSteps {
        effects = List.copyOf(effects);
    }

    /** The effect of one step. */
    public sealed interface Effect {
        /** The resource that the step was about. */
        String resource();
    }

    /**
     * A lease was acquired.
     *
     * @param token its fencing token
     * @param lease empty if a later step of the same commit released it. Ask it whether it is open: its session's gate
     *     may have closed since
     */
    public record Acquired(String resource, long token, GrantBasis basis, Optional<Lease> lease) implements Effect {}

    /** @param version of the record's write or deletion */
    public record Written(String resource, long version) implements Effect {}

    /** The lease is given back, and was granted to the next that waited. */
    public record Released(String resource) implements Effect {}
}
