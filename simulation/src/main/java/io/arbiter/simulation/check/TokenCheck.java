package io.arbiter.simulation.check;

import io.arbiter.core.event.Lease;

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
}
