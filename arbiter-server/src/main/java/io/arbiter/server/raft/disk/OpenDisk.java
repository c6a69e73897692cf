package io.arbiter.server.raft.disk;

import io.arbiter.server.storage.Force;
import io.arbiter.server.storage.LowerBound;

/** A {@link Disk} after its log has been checked against its lower bound. */
public record OpenDisk(Force force, LowerBound bound) {
    /** The parameter of the library's server that holds it. */
    public static final String PARAMETER = OpenDisk.class.getName();

    /** The real one, for a server that remembers nothing beside its log. */
    public static OpenDisk plain() {
        return new OpenDisk(Force.disk(), LowerBound.none());
    }
}
