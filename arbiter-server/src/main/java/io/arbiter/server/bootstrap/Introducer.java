package io.arbiter.server.bootstrap;

import io.arbiter.server.consensus.Member;
import java.util.Optional;

/** Asks a peer who it is. Blocks, for a bounded time. */
@FunctionalInterface
interface Introducer {
    /** Empty if it could not be reached, or is of a kind that does not answer. */
    Optional<Introduction> ask(Member peer);
}
