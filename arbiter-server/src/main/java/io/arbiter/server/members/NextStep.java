package io.arbiter.server.members;

import io.arbiter.server.consensus.MemberId;
import io.arbiter.server.consensus.Voter;

/** What a change of members does next. */
sealed interface NextStep {
    /** All is as asked. */
    record Done() implements NextStep {}

    /** Takes that disk's vote away. */
    record Remove(MemberId id) implements NextStep {}

    /** Brings that disk up to date, and gives it a vote. */
    record Add(Voter voter) implements NextStep {}
}
