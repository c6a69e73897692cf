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
 * <tr><td>none or FRESH</td><td>there</td><td>any</td><td>refused: wiped, or an older copy</td></tr>
 * <tr><td>none</td><td>none</td><td>there</td><td>refused: nobody knows whose log it is</td></tr>
 * <tr><td>any</td><td>another id</td><td>any</td><td>refused: another directory than the one that joined</td></tr>
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
            + "it is lost, leave this node down: the others go on without it as long as a majority of the cluster is "
            + "up. This version cannot replace a member yet. Do not delete markers to get round this: a node that "
            + "votes with an empty disk can undo acknowledged grants and let tokens be issued twice.";

    private final DataDirectory directory;
    private NodeIdentity identity;

    private VotingPermit(DataDirectory directory, NodeIdentity identity) {
        this.directory = directory;
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
        if (inside.isEmpty()) {
            NodeIdentity fresh = NodeIdentity.fresh(cluster, node);
            directory.identity().write(fresh);
            return new VotingPermit(directory, fresh);
        }
        return new VotingPermit(directory, inside.get());
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
        if (outside.isPresent()
                && inside.filter(outside.get()::isSameDirectoryAs).isEmpty()) {
            throw refused(directory.joined().path() + " says that this node has joined its cluster with another "
                    + "content of " + directory.path() + (inside.isEmpty() ? ", which is empty now." : ".") + REMEDY);
        }
        if (outside.isPresent() && inside.get().phase() == Phase.FRESH) {
            throw refused(directory.path() + " is an older copy of the directory that joined the cluster." + REMEDY);
        }
        if (inside.isEmpty() && hasLog) {
            throw refused(directory.raft() + " holds a log, but "
                    + directory.identity().path() + " is missing, so " + "nobody knows whose log it is." + REMEDY);
        }
        if (inside.isPresent() && inside.get().phase() == Phase.JOINED && !hasLog) {
            throw refused(
                    "this node has joined its cluster, but its log below " + directory.raft() + " is gone." + REMEDY);
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

    /** Whether the members have to be agreed on first. */
    public boolean isFresh() {
        return identity.phase() == Phase.FRESH;
    }

    /** Notes, durably, that the members are agreed on. From here on this directory may make the log. */
    public void recordMembers(Map<String, String> members) throws StartException {
        identity = identity.forming(members);
        directory.identity().write(identity);
    }

    /** Makes sure, before the log opens, that the copy outside exists. */
    public void writeJoinedMarker() throws StartException {
        if (directory.joined().read().isEmpty()) {
            directory.joined().write(identity);
            LOG.info("{} written; keep it with {}", directory.joined().path(), directory.path());
        }
    }

    /** Notes that the log has been made. */
    public void join() throws StartException {
        if (identity.phase() == Phase.FORMING) {
            identity = identity.joined();
            directory.identity().write(identity);
        }
    }
}
