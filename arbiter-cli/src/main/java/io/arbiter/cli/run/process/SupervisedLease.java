package io.arbiter.cli.run.process;

import java.time.Duration;
import java.util.Optional;

/** The lease as the supervisor sees it. Thread-safe; answers at once, without asking the network. */
public interface SupervisedLease {

    /** The time that a command may still act unless a renewal comes; zero if it may not. */
    Duration timeRemaining();

    /** The reason why the safe time runs out, as far as it was seen; for people, at the start of a sentence. */
    String shortage();

    /** The reason why the command must stop, if it must; once present it stays so. */
    Optional<Ending> ending();

    /** The urgency of an ending. */
    enum Kind {
        /** An operator requested the lease in good order: the command may take its time to end, within the grace. */
        HANDOVER,
        /** This process no longer holds the lease; the next holder may write already. */
        GONE
    }

    /** @param detail one sentence for people */
    record Ending(Kind kind, String detail) {}
}
