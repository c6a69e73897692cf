package io.arbiter.cli.run;

import java.time.Duration;
import java.util.Optional;

/** The lease as the supervisor sees it. Thread-safe; answers at once, without asking the network. */
public interface Hold {

    /** How long a command may still act unless a renewal comes; zero if it may not. */
    Duration safeFor();

    /** Why the command must stop, if it must; once present it stays so. */
    Optional<Ending> ending();

    /** How urgent an ending is. */
    enum Kind {
        /** Somebody wants the lease in order: the command may take its time to end, within the grace. */
        HANDOVER,
        /** The lease is no longer ours; whoever holds it now may write already. */
        GONE
    }

    /** @param detail one sentence for people */
    record Ending(Kind kind, String detail) {
    }
}
