package io.arbiter.server.bootstrap;

import java.util.Map;
import java.util.SortedMap;

/** What a fresh node does next. */
sealed interface Decision {
    /**
     * Forms the cluster of these disks, by node.
     *
     * @param restoreAtMillis the latest time at which one of them was first started, if it begins from a backup
     */
    record Form(SortedMap<String, String> members, long restoreAtMillis) implements Decision {}

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
