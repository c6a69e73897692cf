package io.arbiter.chaos.faults;

import io.arbiter.chaos.faults.spec.Fault;

/** Receives strikes; called by the player's one thread. */
public interface FaultListener {
    /** It is on. */
    void began(Fault fault);

    /** It is over. */
    void ended(Fault fault);

    /** It could not strike, or its end failed: a defect of the tests or of the machine, to be looked into. */
    void failed(Fault fault, Exception why);
}
