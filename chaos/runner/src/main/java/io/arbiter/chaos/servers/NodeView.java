package io.arbiter.chaos.servers;

/**
 * A server's report of itself.
 *
 * @param ready     whether it reaches a leader
 * @param problem   in words, if it is not ready
 * @param leader    whether it assumes that it leads
 * @param term      of the election it knows of
 * @param committed index of the newest entry that it knows to be committed
 * @param applied   index of the newest entry in its state
 * @param snapshot  index of its newest snapshot, -1 before the first
 */
public record NodeView(
        boolean ready, String problem, boolean leader, long term, long committed, long applied, long snapshot) {}
