package io.arbiter.cli.cluster;

import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.text.Text;
import io.arbiter.v1.ErrorReason;
import java.util.Optional;

/**
 * The exit code for a reason of the arbiter (docs/reasons.md), and the remedy.
 *
 * @param template in which RESOURCE stands for the resource
 */
public record Advice(ExitCode code, String template) {
    static final Advice UNAUTHENTICATED = new Advice(
            ExitCode.DENIED,
            "check --tls-cert, --tls-key and --tls-ca (or their variables); new ones: arbiter pki dev rotate, or your CA");

    /** Empty for a reason that this release does not know. */
    static Optional<Advice> on(String reason) {
        var known = ErrorReason.getDescriptor().findValueByName(reason);
        return known == null ? Optional.empty() : Optional.of(on(ErrorReason.valueOf(known)));
    }

    public static Advice on(ErrorReason reason) {
        return switch (reason) {
            case INVALID_REQUEST -> new Advice(ExitCode.USAGE, "correct the named field");
            case SESSION_UNKNOWN -> new Advice(ExitCode.NOT_FOUND, "list the sessions: arbiter session ls");
            case SESSION_ENDED ->
                new Advice(ExitCode.REFUSED, "its leases are gone with it; acquire again in a new session");
            case LEASE_HELD ->
                new Advice(
                        ExitCode.REFUSED,
                        "another session holds it; see which, and what stands in the way: arbiter lease explain RESOURCE");
            case STALE_TOKEN ->
                new Advice(
                        ExitCode.REFUSED,
                        "the lease has moved on; look with: arbiter lease get RESOURCE, and decide again");
            case NOT_HELD -> new Advice(ExitCode.REFUSED, "nobody holds it, so there is nothing to change");
            case HANDOVER_TARGET_NOT_WAITING ->
                new Advice(
                        ExitCode.REFUSED,
                        "the receiver must wait for the lease first: arbiter lease acquire RESOURCE --wait 60s, there");
            case WAIT_CANCELLED ->
                new Advice(ExitCode.REFUSED, "another call gave up this wait; repeat it if it is still wanted");
            case LOCK_DELAY ->
                new Advice(
                        ExitCode.REFUSED,
                        "the last holder asked for a delay after its expiry; see how long: arbiter lease explain RESOURCE");
            case RECORD_VERSION_MISMATCH ->
                new Advice(ExitCode.REFUSED, "read it again with: arbiter record get RESOURCE");
            case RECORD_SUPERSEDED ->
                new Advice(ExitCode.REFUSED, "a newer write is there; read it: arbiter record get RESOURCE");
            case REPEAT_DIFFERS ->
                new Advice(
                        ExitCode.REFUSED,
                        "another request was made under the same number: look what it did before you repeat this one");
            case MESSAGE_TOO_LARGE -> new Advice(ExitCode.USAGE, "say it in fewer bytes");
            case UNKNOWN_METHOD -> new Advice(ExitCode.UNAVAILABLE, "check that versions match: arbiter version");
            case LIMIT_EXCEEDED ->
                new Advice(ExitCode.REFUSED, "free some, or raise the named limit in the server's configuration");
            case RATE_LIMITED ->
                new Advice(
                        ExitCode.UNAVAILABLE,
                        "make fewer requests a second, or raise the named limit in the server's configuration");
            case OVERLOADED -> new Advice(ExitCode.UNAVAILABLE, "repeat it after a while");
            case NO_LEADER -> new Advice(ExitCode.UNAVAILABLE, "see which nodes are missing: arbiter status");
            case NOT_LEADER -> new Advice(ExitCode.UNAVAILABLE, "the leader is changing; repeat it");
            case SHUTTING_DOWN -> new Advice(ExitCode.UNAVAILABLE, "ask another node: --endpoints");
            case OUTCOME_UNKNOWN, STEPS_FORGOTTEN, CANCELLED, INTERNAL_ERROR, ERROR_REASON_UNSPECIFIED, UNRECOGNIZED ->
                new Advice(ExitCode.OUTCOME_UNKNOWN, "look whether it was done (arbiter lease get), then decide");
            case DEADLINE_EXCEEDED ->
                new Advice(ExitCode.TIMED_OUT, "allow more time with --timeout, or see: arbiter status");
            case HISTORY_COMPACTED ->
                new Advice(
                        ExitCode.REFUSED,
                        "read the present state (arbiter lease ls), then watch from the oldest revision that is left");
            case REVISION_AHEAD -> new Advice(ExitCode.REFUSED, "leave --from out to watch from now on");
            case HISTORY_RESET ->
                new Advice(
                        ExitCode.REFUSED,
                        "its revisions count anew: read the present state (arbiter lease ls), then watch without --from");
            case CLUSTER_MISMATCH ->
                new Advice(
                        ExitCode.REFUSED,
                        "another cluster answers, or this one was begun anew: nothing of the old one counts there; see: arbiter status");
            case UNKNOWN_REGION -> new Advice(ExitCode.USAGE, "name one of the regions that the cluster knows");
            case PERMISSION_DENIED ->
                new Advice(
                        ExitCode.DENIED, "use the certificate of somebody who may (--tls-cert); see docs/security.md");
            case ROLE_UNKNOWN -> new Advice(ExitCode.NOT_FOUND, "see which roles there are: arbiter auth role ls");
            case ROLE_BOUND -> new Advice(ExitCode.REFUSED, "see who has it: arbiter auth bindings");
            case LOCKS_OUT -> new Advice(ExitCode.REFUSED, "bind another administrator, and let that one do it");
            case KEY_NOT_CURRENT -> new Advice(ExitCode.REFUSED, "somebody else has rotated; see: arbiter keys ls");
            case KEY_IN_USE -> new Advice(ExitCode.REFUSED, "replace it first: arbiter keys rotate");
            case OUTSIDE_POLICY ->
                new Advice(ExitCode.REFUSED, "see what its policy allows: arbiter policy get --for RESOURCE");
            case CONFINED_TO_REGION ->
                new Advice(
                        ExitCode.REFUSED,
                        "acquire in that region; if it is lost with its data, let others follow: "
                                + "arbiter lease break RESOURCE, with the token of its last lease");
            case FAILOVER_PAUSED ->
                new Advice(
                        ExitCode.REFUSED,
                        "acquire in that region, or end the pause: arbiter resume SCOPE; see: arbiter pauses");
            case ALREADY_PAUSED -> new Advice(ExitCode.REFUSED, "see what is paused: arbiter pauses");
            case NOT_PAUSED -> new Advice(ExitCode.NOT_FOUND, "see what is paused: arbiter pauses");
            case PAUSES_VERSION_MISMATCH ->
                new Advice(ExitCode.REFUSED, "somebody else has paused or resumed; see: arbiter pauses");
            case MEMBER_UNKNOWN -> new Advice(ExitCode.NOT_FOUND, "see which nodes there are: arbiter member ls");
            case MEMBER_NOT_WAITING ->
                new Advice(
                        ExitCode.REFUSED,
                        "start arbiter-server on that node with an empty data-dir, see that it waits, and repeat this");
            case MEMBER_EXISTS -> new Advice(ExitCode.REFUSED, "if its disk is lost: arbiter member replace NODE");
            case MEMBER_CHANGE_OPEN -> new Advice(ExitCode.REFUSED, "see how far it is: arbiter member ls");
            case MEMBER_NO_QUORUM ->
                new Advice(ExitCode.REFUSED, "bring one of the silent nodes back first; see: arbiter member ls");
            case MEMBER_LEADS ->
                new Advice(ExitCode.REFUSED, "let another one lead first: arbiter leader transfer; then repeat this");
            case LEADERSHIP_NOT_TAKEN ->
                new Advice(ExitCode.REFUSED, "see who leads, and who answers: arbiter member ls; repeat it if need be");
            case POLICY_VERSION_MISMATCH ->
                new Advice(ExitCode.REFUSED, "somebody else has changed policies; see: arbiter policy ls");
            case PROMOTION_OPEN ->
                new Advice(
                        ExitCode.REFUSED,
                        "wait for its end, or withdraw it; see its steps: arbiter promotion get RESOURCE");
            case PROMOTION_UNKNOWN -> new Advice(ExitCode.NOT_FOUND, "see which there are: arbiter promotion ls");
            case PROMOTION_SETTLED -> new Advice(ExitCode.REFUSED, "see how it ended: arbiter promotion get RESOURCE");
            case NOBODY_WAITS ->
                new Advice(
                        ExitCode.REFUSED,
                        "somebody has to wait for it there first: arbiter lease acquire RESOURCE --wait 60s, in that region");
            case ALREADY_IN_REGION ->
                new Advice(ExitCode.REFUSED, "it is where it is to be: arbiter lease get RESOURCE");
            case REGION_FORBIDDEN ->
                new Advice(ExitCode.REFUSED, "see what its policy allows: arbiter policy get --for RESOURCE");
            case COOLING_DOWN -> new Advice(ExitCode.REFUSED, "wait for the end of its cool-down, or add --override");
            case DATA_LOSS_NOT_ACCEPTED -> new Advice(ExitCode.REFUSED, "add --accept-data-loss, or leave --force out");
            case NOBODY_TO_DRAIN -> new Advice(ExitCode.REFUSED, "force it: --force --accept-data-loss");
            case AUTOMATION_FORBIDDEN ->
                new Advice(ExitCode.REFUSED, "a person has to decide; see: arbiter pauses, arbiter policy get");
            case LEASE_CONDEMNED ->
                new Advice(
                        ExitCode.REFUSED, "the resource moves to another region; see: arbiter promotion get RESOURCE");
            case SNAPSHOT_READER_TOO_SLOW ->
                new Advice(ExitCode.UNAVAILABLE, "write the backup where there is room, or to a faster disk");
            case WATCHER_TOO_SLOW -> new Advice(ExitCode.UNAVAILABLE, "read faster, or watch fewer resources");
        };
    }

    /** Whether it leaves the request's outcome unknown. */
    boolean isDoubt() {
        return code == ExitCode.OUTCOME_UNKNOWN;
    }

    /** @param resource put into the commands to copy; empty if none is known */
    public String remedy(String resource) {
        return resource.isEmpty() ? template : template.replace("RESOURCE", Text.word(resource));
    }
}
