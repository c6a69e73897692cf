package io.arbiter.server.consensus;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Who votes in the log's group, and the way to change it. Thread-safe; nothing blocks. */
public interface Membership {
    /** This node with its disk. */
    MemberId self();

    /** The group as this node knows it, perhaps from the past. */
    Voters voters();

    /** On the leader: the nodes that are being brought up to date before they get a vote. */
    List<FollowerProgress> learners();

    /** The ids of the disks, by node, that this node has asked the group to admit since it started. */
    Map<String, String> invited();

    /**
     * On the leader: gives a disk a vote once it is up to date, in one entry of the log. It learns that it is invited
     * when it asks; the former disks of its node have to be removed before.
     *
     * @return completes when that is committed; fails if this node leads no more, if the disk gave no sign of life for
     *     a while, or if another change is open. Whether it was done shows in {@link #voters}
     */
    CompletableFuture<Void> add(Voter voter);

    /** On the leader: takes a vote away. As {@link #add}. */
    CompletableFuture<Void> remove(MemberId id);
}
