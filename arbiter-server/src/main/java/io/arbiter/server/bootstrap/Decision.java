package io.arbiter.server.bootstrap;

import java.util.Map;
import java.util.SortedMap;

/** What a fresh node does next. */
sealed interface Decision {
    /** Forms the cluster of these disks, by node. */
    record Form(SortedMap<String, String> members) implements Decision {}

    /** Waits for peers. */
    record Wait() implements Decision {}

    /**
     * Waits until an operator has it admitted.
     *
     * @param why it must not form
     * @param command that admits it
     */
    record AwaitAdmission(String why, String command) implements Decision {}

    /** Is invited, and opens its log. */
    record Join(Map<String, String> known) implements Decision {}
}
