package io.arbiter.chaos.power.disk;

/** Syncs that the disk acknowledges without effect: imitates a node that omits them. */
public enum Lie {
    NONE {
        @Override
        boolean isAboutFile(String path) {
            return false;
        }

        @Override
        boolean isAboutName(NameChange change) {
            return false;
        }
    },
    /** The directory is never synced for the file that holds term and vote, once there is one. */
    NAME_OF_VOTE {
        @Override
        boolean isAboutFile(String path) {
            return false;
        }

        @Override
        boolean isAboutName(NameChange change) {
            return change.isReplacing() && change.isOf("raft-meta") && !change.isOf("raft-meta.conf");
        }
    },
    /** A snapshot that came from the leader is not synced; one that the node wrote is, under its first name. */
    INSTALLED_SNAPSHOT {
        @Override
        boolean isAboutFile(String path) {
            return path.contains("/snapshot.") && !path.endsWith(".partial") && !path.endsWith(".md5.tmp");
        }

        @Override
        boolean isAboutName(NameChange change) {
            return false;
        }
    };

    abstract boolean isAboutFile(String path);

    /** Of its directory's syncs, and of others that take names along. */
    abstract boolean isAboutName(NameChange change);
}
