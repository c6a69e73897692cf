package io.arbiter.server.storage;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The owner of a data directory. The id is drawn once per directory, so a wiped directory comes back as another node;
 * the members' ids, noted when the cluster was formed, tell the two apart.
 *
 * @param id of this directory
 * @param members every node's id as seen when this node agreed to form the cluster, or was admitted; empty while fresh
 * @param replaced if this directory was admitted to a cluster that had formed without it: the id of the directory that
 *     had joined in this place before, as the copy outside named it; empty text if there was none
 * @param restore what the cluster began from, or is to begin from
 */
public record NodeIdentity(
        String cluster,
        String node,
        String id,
        Phase phase,
        SortedMap<String, String> members,
        Optional<String> replaced,
        RestorePlan restore) {
    /** The progress of this directory, which only ever moves forward. */
    public enum Phase {
        /** The directory has an id, and has never voted. */
        FRESH,
        /** The members are agreed on; the log may or may not have been made. */
        FORMING,
        /** The log has been made here: without it this directory must not vote. */
        JOINED
    }

    public NodeIdentity {
        Objects.requireNonNull(cluster, "cluster");
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(replaced, "replaced");
        Objects.requireNonNull(restore, "restore");
        members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
        if (phase != Phase.FRESH && !id.equals(members.get(node))) {
            throw new IllegalArgumentException("node " + node + " with id " + id + " is not among " + members);
        }
    }

    /** Of a directory that has formed the cluster, or may yet. */
    public NodeIdentity(String cluster, String node, String id, Phase phase, SortedMap<String, String> members) {
        this(cluster, node, id, phase, members, Optional.empty());
    }

    /** Of a directory of a cluster that began empty. */
    public NodeIdentity(
            String cluster,
            String node,
            String id,
            Phase phase,
            SortedMap<String, String> members,
            Optional<String> replaced) {
        this(cluster, node, id, phase, members, replaced, RestorePlan.NONE);
    }

    static NodeIdentity fresh(String cluster, String node) {
        return new NodeIdentity(cluster, node, UUID.randomUUID().toString(), Phase.FRESH, new TreeMap<>());
    }

    /** Whether it was admitted to a cluster that had formed without it. */
    public boolean isAdmitted() {
        return replaced.isPresent();
    }

    /** This identity, of a fresh directory, for a cluster that begins from a backup. */
    NodeIdentity restoring(RestorePlan plan) {
        return new NodeIdentity(cluster, node, id, phase, members, replaced, plan);
    }

    /** This identity after the members have been agreed on. */
    public NodeIdentity forming(Map<String, String> agreed) {
        return new NodeIdentity(cluster, node, id, Phase.FORMING, new TreeMap<>(agreed), replaced, restore);
    }

    /** This identity after it was admitted to a cluster of these, in the place of a directory with that id. */
    NodeIdentity admitted(Map<String, String> known, String former) {
        var members = new TreeMap<>(known);
        members.put(node, id);
        return new NodeIdentity(cluster, node, id, Phase.FORMING, members, Optional.of(former));
    }

    NodeIdentity joined() {
        return new NodeIdentity(cluster, node, id, Phase.JOINED, members, replaced, restore);
    }

    boolean isSameDirectoryAs(NodeIdentity other) {
        return cluster.equals(other.cluster) && node.equals(other.node) && id.equals(other.id);
    }

    /** Whether it was admitted when that directory's identity was the one outside. */
    boolean replaces(NodeIdentity other) {
        return replaced.filter(other.id::equals).isPresent();
    }
}
