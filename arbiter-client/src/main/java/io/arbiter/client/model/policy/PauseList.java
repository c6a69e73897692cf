package io.arbiter.client.model.policy;

import java.util.List;

/**
 * The pauses that the caller may see.
 *
 * @param revision all of this is as of this revision
 * @param version counts the changes of all pauses; whoever pauses or resumes names it
 * @param pauses by scope
 */
public record PauseList(long revision, long version, List<Pause> pauses) {
    public PauseList {
        pauses = List.copyOf(pauses);
    }
}
