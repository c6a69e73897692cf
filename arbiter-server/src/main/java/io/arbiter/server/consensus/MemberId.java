package io.arbiter.server.consensus;

import java.util.Objects;

/**
 * A node with a disk, which is what votes: the node keeps its name when its disk is lost, and the new disk is another
 * voter.
 *
 * @param node the node's name
 * @param disk the id of its directory; empty for the one that formed the cluster
 */
public record MemberId(String node, String disk) {
    /** In no name of a node. */
    private static final char SEPARATOR = '~';

    public MemberId {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(disk, "disk");
    }

    /** Of the disk with which the node formed the cluster. */
    public static MemberId founder(String node) {
        return new MemberId(node, "");
    }

    /** Of the text that {@link #toString} gives. */
    public static MemberId parse(String text) {
        int separator = text.indexOf(SEPARATOR);
        return separator < 0
                ? founder(text)
                : new MemberId(text.substring(0, separator), text.substring(separator + 1));
    }

    @Override
    public String toString() {
        return disk.isEmpty() ? node : node + SEPARATOR + disk;
    }
}
