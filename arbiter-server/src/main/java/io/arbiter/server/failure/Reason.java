package io.arbiter.server.failure;

import com.google.rpc.Code;
import java.util.List;

/**
 * The reason that a call failed, its {@code reason} in {@code google.rpc.ErrorInfo}, and the caller's conclusion. The
 * names are part of the protocol.
 */
public enum Reason {
    INVALID_REQUEST(
            Code.INVALID_ARGUMENT, Done.NO, "The request's shape is wrong, whatever the state.", "field", "expected"),
    UNKNOWN_METHOD(Code.UNIMPLEMENTED, Done.NO, "This release has no such method.", "method"),
    MESSAGE_TOO_LARGE(
            Code.RESOURCE_EXHAUSTED,
            Done.NO,
            "The message is longer than limits.message-bytes. One of more than four times that gets the status alone.",
            "bytes",
            "limit"),
    UNKNOWN_REGION(
            Code.INVALID_ARGUMENT,
            Done.NO,
            "The cluster has no such region: neither a node's own, nor one that its configuration names.",
            "region",
            "known"),
    SESSION_UNKNOWN(
            Code.NOT_FOUND,
            Done.NO,
            "The session was never opened, or ended so long ago that the end is forgotten.",
            "session_id"),
    SESSION_ENDED(
            Code.FAILED_PRECONDITION,
            Done.NO,
            "The session has ended; session_id is 0 if its successor came before it was opened.",
            "session_id",
            "end_reason"),
    LEASE_HELD(
            Code.FAILED_PRECONDITION,
            Done.NO,
            "Another session holds the lease.",
            "resource",
            "token",
            "holder_session_id",
            "holder",
            "region"),
    STALE_TOKEN(
            Code.FAILED_PRECONDITION,
            Done.NO,
            "Another grant is current.",
            "resource",
            "presented",
            "current_token",
            "holder_session_id"),
    NOT_HELD(Code.FAILED_PRECONDITION, Done.NO, "Nobody holds the resource.", "resource", "presented"),
    HANDOVER_TARGET_NOT_WAITING(
            Code.FAILED_PRECONDITION,
            Done.NO,
            "The session that is to receive the lease does not wait for it.",
            "resource",
            "to_session_id"),
    WAIT_CANCELLED(
            Code.ABORTED,
            Done.NO,
            "Another call cancelled or replaced this wait. Ask again if the lease is still wanted.",
            "resource"),
    LOCK_DELAY(
            Code.FAILED_PRECONDITION,
            Done.NO,
            "The resource rests, since the lease with this token was not released.",
            "resource",
            "token"),
    RECORD_VERSION_MISMATCH(
            Code.ABORTED,
            Done.NO,
            "The record is at another version; 0 means that there is none.",
            "resource",
            "expected",
            "actual"),
    RECORD_SUPERSEDED(
            Code.ABORTED,
            Done.NO,
            "A later write under the same token came first.",
            "resource",
            "sequence",
            "last_sequence"),
    REPEAT_DIFFERS(
            Code.ALREADY_EXISTS,
            Done.NO,
            "The request repeats an earlier one, and asks for something else. stored is what the first one said.",
            "field",
            "stored"),
    LIMIT_EXCEEDED(
            Code.RESOURCE_EXHAUSTED,
            Done.NO,
            "A bound is reached: limit names it. Those of the state are sessions, leases_per_session, waiters, resources, "
                    + "roles, bindings, policies, pauses and promotions, and for one identity identity_sessions and identity_leases. Those of a node are "
                    + "watches and snapshots, and for one identity identity_connections, identity_streams, "
                    + "identity_watches and identity_calls. Asking again helps once something was given back.",
            "limit",
            "value"),
    RATE_LIMITED(
            Code.RESOURCE_EXHAUSTED,
            Done.NO,
            "More requests a second than the node takes, of one identity (limit is identity_requests_per_second) or of all "
                    + "(requests_per_second). Retry after retry_after_millis. A renewal that is due is never refused so.",
            "limit",
            "value",
            "retry_after_millis"),
    OVERLOADED(Code.RESOURCE_EXHAUSTED, Done.NO, "Too much is under way. Retry with backoff."),
    NO_LEADER(Code.UNAVAILABLE, Done.NO, "Nobody is known to lead, or the leader changed. Retry."),
    NOT_LEADER(Code.UNAVAILABLE, Done.NO, "A forwarded call reached a node that does not lead. Retry."),
    OUTCOME_UNKNOWN(
            Code.UNAVAILABLE,
            Done.MAYBE,
            "Contact was lost after the command was proposed. Repeating the request is safe."),
    DEADLINE_EXCEEDED(
            Code.DEADLINE_EXCEEDED,
            Done.MAYBE,
            "The caller's time ran out. If proposed is false, nothing was done.",
            "proposed"),
    CANCELLED(Code.CANCELLED, Done.MAYBE, "The caller cancelled the call."),
    CLUSTER_MISMATCH(
            Code.FAILED_PRECONDITION,
            Done.NO,
            "The call names another cluster, or one that was begun anew since. Sessions and leases there have ended.",
            "expected",
            "actual"),
    HISTORY_RESET(
            Code.FAILED_PRECONDITION,
            Done.NO,
            "The watch names another cluster, or one that was begun anew since. Read the present state, and watch on.",
            "expected",
            "actual"),
    HISTORY_COMPACTED(
            Code.OUT_OF_RANGE,
            Done.NO,
            "The watch begins before oldest_revision, the oldest one at which a watch can still begin.",
            "oldest_revision"),
    REVISION_AHEAD(Code.OUT_OF_RANGE, Done.NO, "The watch begins at a revision far ahead of this node's.", "revision"),
    WATCHER_TOO_SLOW(
            Code.RESOURCE_EXHAUSTED,
            Done.NO,
            "The watcher does not read as fast as things happen. Resume where it stopped.",
            "resume_revision"),
    PERMISSION_DENIED(
            Code.PERMISSION_DENIED,
            Done.NO,
            "The caller's certificate does not allow this; identity is whom it names.",
            "identity"),
    ROLE_UNKNOWN(Code.NOT_FOUND, Done.NO, "There is no such role; put it before it is bound.", "role"),
    ROLE_BOUND(Code.FAILED_PRECONDITION, Done.NO, "The role is bound to somebody; remove its bindings first.", "role"),
    LOCKS_OUT(
            Code.FAILED_PRECONDITION,
            Done.NO,
            "The change would leave its author unable to make another. Let another administrator make it.",
            "identity"),
    STEPS_FORGOTTEN(
            Code.FAILED_PRECONDITION,
            Done.MAYBE,
            "The session has made so many calls with steps since that what came of this one is forgotten; it was not "
                    + "carried out now.",
            "number",
            "forgotten_through"),
    KEY_NOT_CURRENT(
            Code.FAILED_PRECONDITION,
            Done.NO,
            "Another signing key is current than the rotation expects.",
            "expected",
            "current"),
    KEY_IN_USE(Code.FAILED_PRECONDITION, Done.NO, "Grants are signed with this key; rotate first.", "key"),
    OUTSIDE_POLICY(
            Code.FAILED_PRECONDITION,
            Done.NO,
            "A policy forbids this session to hold the resource, or to wait for it: field says which of its fields, found "
                    + "what that is, allowed what the policy allows; scope and version name the policy. Asking again helps "
                    + "once the policy is another one.",
            "resource",
            "scope",
            "version",
            "field",
            "found",
            "allowed"),
    CONFINED_TO_REGION(
            Code.FAILED_PRECONDITION,
            Done.NO,
            "The last lease was not released under a policy with manual failover: only sessions of its region are granted the next "
                    + "one, until an operator breaks token, or makes failover automatic.",
            "resource",
            "region",
            "token"),
    POLICY_VERSION_MISMATCH(
            Code.ABORTED,
            Done.NO,
            "The policies are at another version than the change expects; nothing was changed. Read them, and change them "
                    + "anew.",
            "expected",
            "actual"),
    FAILOVER_PAUSED(
            Code.FAILED_PRECONDITION,
            Done.NO,
            "The last lease ended in region while failover is paused: only sessions of that region are granted the next one, "
                    + "until somebody resumes scope, or an operator breaks token.",
            "resource",
            "region",
            "token",
            "scope",
            "actor",
            "comment",
            "since_wall_millis"),
    ALREADY_PAUSED(
            Code.FAILED_PRECONDITION,
            Done.NO,
            "Failover of scope is paused already, by somebody else or for another reason; nothing was changed.",
            "scope",
            "actor",
            "comment",
            "since_wall_millis",
            "version"),
    NOT_PAUSED(
            Code.FAILED_PRECONDITION,
            Done.NO,
            "Failover of exactly this scope is not paused; another scope that covers it may be. Read the pauses.",
            "scope"),
    PAUSES_VERSION_MISMATCH(
            Code.ABORTED,
            Done.NO,
            "The pauses are at another version than the change expects; nothing was changed. Read them, and decide anew.",
            "expected",
            "actual"),
    PROMOTION_OPEN(
            Code.FAILED_PRECONDITION,
            Done.NO,
            "Another promotion of the resource is under way, and decides who holds it next. Wait, or cancel it.",
            "resource",
            "promotion_id",
            "state",
            "to_region"),
    PROMOTION_UNKNOWN(
            Code.NOT_FOUND, Done.NO, "No such promotion of this resource is remembered.", "resource", "promotion_id"),
    PROMOTION_SETTLED(
            Code.FAILED_PRECONDITION,
            Done.NO,
            "The promotion is in a state in which this cannot be done any more, or not yet.",
            "resource",
            "promotion_id",
            "state"),
    NOBODY_WAITS(
            Code.FAILED_PRECONDITION,
            Done.NO,
            "No session of the target region waits for the resource.",
            "resource",
            "region"),
    ALREADY_IN_REGION(
            Code.FAILED_PRECONDITION,
            Done.NO,
            "A session of the target region holds the resource already.",
            "resource",
            "region",
            "token"),
    REGION_FORBIDDEN(
            Code.FAILED_PRECONDITION,
            Done.NO,
            "The policy does not let the target region hold the resource.",
            "resource",
            "policy",
            "policy_version",
            "region",
            "allowed"),
    COOLING_DOWN(
            Code.FAILED_PRECONDITION,
            Done.NO,
            "The resource was promoted a short while ago. Wait, or override it.",
            "resource",
            "promotion_id"),
    DATA_LOSS_NOT_ACCEPTED(
            Code.FAILED_PRECONDITION,
            Done.NO,
            "What the target lacks of the latest writes may be lost, and the request does not accept that.",
            "resource"),
    NOBODY_TO_DRAIN(
            Code.FAILED_PRECONDITION,
            Done.NO,
            "Nobody could hand over: the last lease ended without its holder's word, or is condemned. Force it.",
            "resource"),
    AUTOMATION_FORBIDDEN(
            Code.FAILED_PRECONDITION,
            Done.NO,
            "A machine asks, and failover is paused (pause is its scope) or manual there: a person has to decide.",
            "resource",
            "pause"),
    LEASE_CONDEMNED(
            Code.FAILED_PRECONDITION,
            Done.NO,
            "A promotion has condemned the lease: its gate must not open any more. Release it, and acquire anew once it has ended.",
            "resource",
            "token",
            "promotion_id"),
    MEMBER_UNKNOWN(Code.NOT_FOUND, Done.NO, "The leader's configuration has no node of that name.", "node", "known"),
    MEMBER_NOT_WAITING(
            Code.FAILED_PRECONDITION,
            Done.NO,
            "No empty disk of the node waits to be admitted at address; found says what is there.",
            "node",
            "address",
            "found"),
    MEMBER_EXISTS(
            Code.ALREADY_EXISTS,
            Done.NO,
            "The node that is to be added is a member, with another disk. If that is lost, replace it.",
            "node"),
    MEMBER_CHANGE_OPEN(
            Code.ABORTED,
            Done.NO,
            "Another change of the members is under way, of node if that is known. Repeat this when it is done.",
            "node"),
    MEMBER_NO_QUORUM(
            Code.FAILED_PRECONDITION,
            Done.NO,
            "Before or after the change a majority of the voters would be missing: silent did not answer the leader.",
            "needed",
            "present",
            "silent"),
    MEMBER_LEADS(
            Code.FAILED_PRECONDITION,
            Done.NO,
            "The node that is to be removed leads. Let another one lead first.",
            "node"),
    LEADERSHIP_NOT_TAKEN(
            Code.FAILED_PRECONDITION,
            Done.MAYBE,
            "The node that was to lead has no vote, or did not take the leadership: why says what is known. Who led may lead still.",
            "node",
            "why"),
    SNAPSHOT_READER_TOO_SLOW(
            Code.RESOURCE_EXHAUSTED,
            Done.NO,
            "The reader of a backup took nothing for too long. What it has is no backup; begin again."),
    SHUTTING_DOWN(Code.UNAVAILABLE, Done.NO, "This node is stopping. Ask another."),
    INTERNAL_ERROR(Code.INTERNAL, Done.MAYBE, "A bug; the node's log says more.");

    /** Whether a call that failed so has been carried out. */
    public enum Done {
        NO,
        MAYBE
    }

    private final Code code;
    private final Done done;
    private final String meaning;
    private final List<String> metadataKeys;

    Reason(Code code, Done done, String meaning, String... metadataKeys) {
        this.code = code;
        this.done = done;
        this.meaning = meaning;
        this.metadataKeys = List.of(metadataKeys);
    }

    /** The canonical status code. */
    public Code code() {
        return code;
    }

    public Done done() {
        return done;
    }

    /** The meaning, for people. */
    public String meaning() {
        return meaning;
    }

    /** The keys of the metadata that always come with it, in order. */
    public List<String> metadataKeys() {
        return metadataKeys;
    }
}
