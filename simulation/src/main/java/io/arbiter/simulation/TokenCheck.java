package io.arbiter.simulation;

import io.arbiter.core.event.Lease;

/** S1: a later grant has the larger token, whatever was lost and restored in between. */
final class TokenCheck {
    private long highest;

    void granted(Lease lease) {
        if (lease.token() <= highest) {
            throw new Violation("S1", "%s was granted with token %d, but token %d was granted before",
                    lease.resource(), lease.token(), highest);
        }
        highest = lease.token();
    }
}
