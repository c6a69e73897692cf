/** The pure state machine of leases and fencing tokens, and the tracker of silence beside it; needs the JDK alone. */
module io.arbiter.core {
    exports io.arbiter.core.auth;
    exports io.arbiter.core.command;
    exports io.arbiter.core.event;
    exports io.arbiter.core.expiry;
    exports io.arbiter.core.machine;
    exports io.arbiter.core.outcome;
    exports io.arbiter.core.pause;
    exports io.arbiter.core.policy;
    exports io.arbiter.core.promotion;
    exports io.arbiter.core.restore;
    exports io.arbiter.core.steps;
}
