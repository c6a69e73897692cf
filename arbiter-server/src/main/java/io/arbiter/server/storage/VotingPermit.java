package io.arbiter.server.storage;

import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.storage.NodeIdentity.Phase;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether this node may vote with this directory (S6: a node whose disk was wiped does not silently vote
 * again).
 *
 * <p>The identity inside the directory goes FRESH, FORMING, JOINED; from FORMING on a copy lies outside, beside the
 * directory. So:
 * <table>
 * <caption>Findings at start</caption>
 * <tr><th>inside</th><th>outside</th><th>log</th><th>verdict</th></tr>
 * <tr><td>none</td><td>none</td><td>none</td><td>first start: becomes FRESH and asks its peers</td></tr>
 * <tr><td>FRESH</td><td>none</td><td>none</td><td>asks its peers (again)</td></tr>
 * <tr><td>FORMING</td><td>any, same id</td><td>any</td><td>goes on; a crash may have come before the log</td></tr>
 * <tr><td>JOINED</td><td>any, same id</td><td>there</td><td>a restart: asks nobody</td></tr>
 * <tr><td>JOINED</td><td>any</td><td>none</td><td>refused: the log is gone</td></tr>
 * <tr><td>none</td><td>there</td><td>none</td><td>wiped: becomes FRESH, and waits to be admitted</td></tr>
 * <tr><td>FRESH</td><td>another id</td><td>none</td><td>wiped: waits to be admitted (again)</td></tr>
 * <tr><td>FRESH</td><td>same id</td><td>any</td><td>refused: an older copy</td></tr>
 * <tr><td>none or FRESH</td><td>any</td><td>there</td><td>refused: nobody knows whose log it is</td></tr>
 * <tr><td>admitted</td><td>the id that it replaced</td><td>any</td><td>goes on; a crash came before the copy</td></tr>
 * <tr><td>else</td><td>another id</td><td>any</td><td>refused: another directory than the one that joined</td></tr>
 * </table>
 *
 * <p>The table leaves to {@link LogCheck} whether the log holds all entries that were acknowledged. LogCheck compares
 * the log with the {@link LowerBound}, which has a copy inside and one outside too:
 * <table>
 * <caption>Findings in the log's directory</caption>
 * <tr><th>found</th><th>verdict</th></tr>
 * <tr><td>one copy of the bound missing or damaged</td><td>restored from the other</td></tr>
 * <tr><td>both missing, or both damaged, and a log</td><td>refused: nobody knows what is missing</td></tr>
 * <tr><td>no {@code raft-meta}, or an older term or vote than the bound's or the last entry's</td><td>refused</td></tr>
 * <tr><td>log and newest snapshot end before the bound, or with another term there</td><td>refused</td></tr>
 * <tr><td>no segment where one was begun, or a gap that no snapshot covers</td><td>refused</td></tr>
 * <tr><td>an open segment before another one</td><td>closed: the name that it got was not on the disk yet</td></tr>
 * <tr><td>a torn record above the bound</td><td>cut off: it was never acknowledged</td></tr>
 * <tr><td>a torn record at or below it; a damaged one anywhere</td><td>refused</td></tr>
 * </table>
 */
public final class VotingPermit {
    private static final Logger LOG = LoggerFactory.getLogger(VotingPermit.class);
    private static final String REMEDY = " Start it with the directory that it joined with, if that still exists. If "
            + "it is lost, move what is left of it away, start the node with an empty one, and run: "
            + "arbiter member replace NODE. The others go on without it as long as a majority of the cluster is up.";

    private final DataDirectory directory;
    /** The directory that had joined here before this one, which is fresh; empty if there was none. */
    private final Optional<NodeIdentity> former;

    private NodeIdentity identity;

    private VotingPermit(DataDirectory directory, Optional<NodeIdentity> former, NodeIdentity identity) {
        this.directory = directory;
        this.former = former;
        this.identity = identity;
    }

    /** @throws StartException if this directory must not vote as this node of this cluster */
    public static VotingPermit check(DataDirectory directory, String cluster, String node) throws StartException {
        Optional<NodeIdentity> inside = directory.identity().read();
        Optional<NodeIdentity> outside = directory.joined().read();
        if (inside.isPresent()) {
            refuseForeign(directory, inside.get(), cluster, node);
        }
        refuseLost(directory, inside, outside);
        NodeIdentity identity = inside.orElseGet(() -> NodeIdentity.fresh(cluster, node));
        if (inside.isEmpty()) {
            directory.identity().write(identity);
        }
        return new VotingPermit(directory, identity.phase() == Phase.FRESH ? outside : Optional.empty(), identity);
    }

    private static void refuseForeign(DataDirectory directory, NodeIdentity found, String cluster, String node)
            throws StartException {
        if (!found.cluster().equals(cluster) || !found.node().equals(node)) {
            throw refused("data-dir " + directory.path() + " belongs to node " + found.node() + " of cluster "
                    + found.cluster() + ", but the configuration says node " + node + " of cluster " + cluster
                    + ". Correct `node`, `cluster` or `data-dir`.");
        }
    }

    private static void refuseLost(
            DataDirectory directory, Optional<NodeIdentity> inside, Optional<NodeIdentity> outside)
            throws StartException {
        boolean hasLog = directory.hasLog();
        boolean fresh = inside.isEmpty() || inside.get().phase() == Phase.FRESH;
        if (fresh && hasLog) {
            throw refused(directory.raft() + " holds a log, but "
                    + directory.identity().path()
                    + (inside.isEmpty() ? " is missing" : " is older than that") + ", so nobody knows whose log it is."
                    + REMEDY);
        }
        if (inside.isPresent() && outside.isPresent()) {
            refuseOther(directory, inside.get(), outside.get());
        }
        if (!fresh && inside.get().phase() == Phase.JOINED && !hasLog) {
            throw refused(
                    "this node has joined its cluster, but its log below " + directory.raft() + " is gone." + REMEDY);
        }
    }

    private static void refuseOther(DataDirectory directory, NodeIdentity inside, NodeIdentity outside)
            throws StartException {
        boolean fresh = inside.phase() == Phase.FRESH;
        if (fresh && inside.isSameDirectoryAs(outside)) {
            throw refused(directory.path() + " is an older copy of the directory that joined the cluster." + REMEDY);
        }
        if (!fresh && !inside.isSameDirectoryAs(outside) && !inside.replaces(outside)) {
            throw refused(directory.joined().path() + " says that this node has joined its cluster with another "
                    + "content of " + directory.path() + "." + REMEDY);
        }
    }

    /** The refusal of a node that its peers know with another disk. */
    public static StartException refused(String why) {
        return new StartException(ExitCode.MUST_NOT_VOTE, why);
    }

    /** The advice that goes with a refusal because of a lost disk. */
    public static String remedy() {
        return REMEDY;
    }

    public NodeIdentity identity() {
        return identity;
    }

    /** Whether the members have to be agreed on first, or this node admitted. */
    public boolean isFresh() {
        return identity.phase() == Phase.FRESH;
    }

    /** Why this fresh directory must not form a cluster: it has taken the place of one that had joined. Else empty. */
    public Optional<String> wiped() {
        return former.filter(joined -> isFresh())
                .map(joined -> directory.joined().path() + " says that this node has joined its cluster with another "
                        + "content of " + directory.path() + ", which is empty now");
    }

    /** Notes, durably, what this fresh directory is to begin from. */
    public void recordRestore(RestorePlan plan) throws StartException {
        identity = identity.restoring(plan);
        directory.identity().write(identity);
    }

    /** Notes, durably, that the members are agreed on. From here on this directory may make the log. */
    public void recordMembers(Map<String, String> members) throws StartException {
        identity = identity.forming(members);
        directory.identity().write(identity);
    }

    /**
     * Notes, durably, that this directory was admitted to a cluster that had formed without it. From here on it may
     * make a log, as a voter of its own.
     *
     * @param known the ids of the cluster's nodes, as far as one of them knows
     */
    public void recordAdmission(Map<String, String> known) throws StartException {
        identity = identity.admitted(known, former.map(NodeIdentity::id).orElse(""));
        directory.identity().write(identity);
    }

    /** Makes sure, before the log opens, that the copy outside exists, and is this directory's. */
    public void writeJoinedMarker() throws StartException {
        if (directory.joined().read().filter(identity::isSameDirectoryAs).isPresent()) {
            return;
        }
        if (identity.isAdmitted() && !directory.hasLog()) {
            // What the former directory had acknowledged bounds nothing here, and must go before its name does.
            directory.forgetBoundOutside();
        }
        directory.joined().write(identity);
        LOG.info("{} written; keep it with {}", directory.joined().path(), directory.path());
    }

    /** Notes that the log has been made. */
    public void join() throws StartException {
        if (identity.phase() == Phase.FORMING) {
            identity = identity.joined();
            directory.identity().write(identity);
        }
    }
}
