package io.arbiter.simulation.check;

import io.arbiter.core.event.Lease;
import io.arbiter.core.machine.State;
import java.util.Comparator;

/** S1: a later grant has the larger token, through all losses and restores. */
final class TokenCheck {
    private long highest;

    void granted(Lease lease) {
        if (lease.token() <= highest) {
            throw new ViolationException(
                    "S1",
                    "%s was granted with token %d, but token %d was granted before",
                    lease.resource(),
                    lease.token(),
                    highest);
        }
        highest = lease.token();
    }

    /** Each lease of a restored cluster was granted anew: storage may have let somebody pass its old token. */
    void restored(State state) {
        state.resources().values().stream()
                .flatMap(resource -> resource.lease().stream())
                .sorted(Comparator.comparingLong(Lease::token))
                .forEach(this::granted);
    }
}
