package io.arbiter.client.gate;

/** The part of the safe time that is left, in three steps. */
public enum GateState {
    /** Open, and renewals come in time. */
    HELD,
    /** Still open, but less than a third of the safe time is left: renewals are overdue. */
    AT_RISK,
    /** Closed. A newer acknowledged renewal opens it again, unless it was closed for good. */
    CLOSED
}
