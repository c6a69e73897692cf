package io.arbiter.maelstrom.workload;

import io.arbiter.v1.LeaseInfo;

/** The number of a lease that is handed out as its fencing token. */
enum Tokens {
    /** The arbiter's counter. */
    COUNTED {
        @Override
        long of(LeaseInfo lease) {
            return lease.getToken();
        }
    },
    /** Wrong on purpose: the wall clock of the leader that granted it. */
    FROM_THE_CLOCK {
        @Override
        long of(LeaseInfo lease) {
            return lease.getGrantedWallMillis();
        }
    };

    abstract long of(LeaseInfo lease);
}
