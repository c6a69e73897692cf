package io.arbiter.client;

import io.arbiter.client.model.ClusterStatus;
import io.arbiter.client.model.Consistency;
import io.arbiter.client.model.Explanation;
import io.arbiter.client.model.Grant;
import io.arbiter.client.model.LeaseStatus;
import io.arbiter.client.model.LeaseSummary;
import io.arbiter.client.model.Page;
import io.arbiter.client.model.RecordWrite;
import io.arbiter.client.model.SessionInfo;
import io.arbiter.client.model.StoredRecord;
import io.arbiter.client.model.auth.AuthChange;
import io.arbiter.client.model.auth.AuthStatus;
import io.arbiter.client.model.auth.CallerInfo;
import io.arbiter.client.model.auth.Permission;
import io.arbiter.client.model.auth.PublishedKeys;
import io.arbiter.client.model.policy.PauseList;
import io.arbiter.client.model.policy.PolicyChange;
import io.arbiter.client.model.policy.PolicyList;
import io.arbiter.client.model.policy.PolicyPreview;
import io.arbiter.client.model.policy.StoredPolicy;
import io.arbiter.client.model.promotion.Promotion;
import io.arbiter.client.model.promotion.PromotionObstacle;
import io.arbiter.client.model.promotion.PromotionRequest;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Reads and operator's calls. Every call that changes a lease names the token that it expects, and is refused with
 * {@link StaleLeaseException} if the token has changed.
 *
 * <p>Blocking, within the client's request timeout unless {@link #within} sets another, retries included. Reads are
 * linearizable unless a stale one is asked for. Throws the subtypes of {@link ArbiterException}. Thread-safe. Needs no
 * session.
 *
 * <p>The arguments {@code comment}, 1 to 1,024 bytes, and {@code actor}, 1 to 256 bytes, are for people, and stay in
 * the history.
 */
public interface ArbiterAdmin {

    /**
     * The same calls, but a call that may have been carried out is not repeated: an attempt that was sent and not
     * answered ends the call with {@link IndeterminateException}, where the others ask another node. Reads, and calls
     * that were certainly not carried out, are still tried elsewhere. For callers that decide themselves, e.g. after
     * reading the state.
     */
    ArbiterAdmin atMostOnce();

    /** The same calls, each with this time limit, retries included. @param limit 10 ms to 24 h */
    ArbiterAdmin within(Duration limit);

    /** The holder of the resource, how long it holds, and the waiters. */
    LeaseStatus getLease(String resource, Consistency consistency);

    /**
     * The leases of all resources that start with the prefix, fetched page by page, each page at one
     * revision. The iterator is not thread-safe, and throws what the fetch of a page throws.
     */
    Iterator<LeaseSummary> listLeases(String prefix, Consistency consistency);

    /** All sessions, fetched page by page, each page at one revision; as {@link #listLeases}. */
    Iterator<SessionInfo> listSessions(Consistency consistency);

    /** The conditions between a region and a grant. @param region empty for the resource alone */
    Explanation explain(String resource, String region);

    /** The record of the resource; empty if there is none. */
    Optional<StoredRecord> getRecord(String resource, Consistency consistency);

    /**
     * Writes a record under an explicit token and sequence number; holders use {@link
     * Lease#putRecord(byte[])}.
     *
     * @return the record's new version
     */
    long putRecord(RecordWrite write);

    /** Releases a lease on behalf of its holder. The caller must be sure that the holder's gate is closed. */
    void release(String resource, long sessionId, long token);

    /**
     * Transfers a lease on behalf of its holder, whose gate must be closed; an operator asks for a handover
     * instead.
     *
     * @return the receiver's token
     */
    long transfer(String resource, long sessionId, long token, long toSessionId);

    /** Asks the holder to transfer; returns when that is recorded, not when it is done. */
    void requestHandover(String resource, long expectedToken, long toSessionId, String actor);

    /**
     * Ends a lease without the holder's consent. The old holder's gate may stay open until its deadline: only
     * the guard protects the data meanwhile.
     *
     * @return the next holder's grant, if a session waited
     */
    Optional<Grant> breakLease(String resource, long expectedToken, String comment, String actor);

    /** Ends a session and breaks its leases, with the caveat of {@link #breakLease}. @return the number of leases */
    int breakSession(long sessionId, String comment, String actor);

    /** Closes a session on behalf of its client, whose gates must be closed: its leases are released. */
    void closeSession(long sessionId);

    /** Whom this client's certificate names, and which roles are bound to that. */
    CallerInfo whoAmI();

    /** Whether this client has the permission. @param resource empty for all, and so for what concerns no resource */
    boolean canI(Permission permission, String resource);

    /** All roles and bindings; for administrators. */
    AuthStatus auth();

    /**
     * Changes who may do what, and returns when that is in force: whatever is called from then on is held against it.
     * Until authorization is enabled, whoever has a certificate for the role {@code operator} may.
     *
     * @throws RefusedException if the caller may not, the role of a binding is unknown, a role to delete is bound, or
     *     the caller could change nothing any more afterwards
     */
    void changeAuth(AuthChange change, String comment);

    /** The public keys for guards, to which signed tokens are shown. */
    PublishedKeys keys();

    /** The policies that this client may see: those of scopes in which it may read something. */
    PolicyList policies();

    /** The policy that decides about a resource; empty if none does. */
    Optional<StoredPolicy> policyOf(String resource);

    /**
     * What a change would mean for those who hold and wait now, of the resources that this client may read; changes
     * nothing. With neither puts nor deletes: what the policies in force mean. The expected version plays no part.
     *
     * @param afterResource empty for the first page, then {@link PolicyPreview#next}
     */
    PolicyPreview previewPolicies(PolicyChange change, String afterResource);

    /**
     * Puts and deletes policies, all or none, and returns when they are in force. Waits that they forbid have ended
     * then; leases that they forbid have not. Repeating it is safe.
     *
     * @return the version of all policies by now
     * @throws RefusedException {@code POLICY_VERSION_MISMATCH} if somebody changed policies since the expected version
     */
    long changePolicies(PolicyChange change, String comment, String actor);

    /** Where automatic failover is paused, of the scopes in which this client may read something. */
    PauseList pauses();

    /**
     * Pauses automatic failover: until somebody resumes it, no lease under the scope moves to another region by itself.
     * Held leases stay held. Repeating it is safe.
     *
     * @param scope a prefix if it is empty or ends with {@code /}, else the name of a resource
     * @param expectedVersion the version of all pauses that the caller has seen
     * @return the version of all pauses by now
     * @throws RefusedException {@code ALREADY_PAUSED} if it is, by somebody else or for another reason;
     *     {@code PAUSES_VERSION_MISMATCH} if somebody paused or resumed since the expected version
     */
    long pauseFailover(String scope, long expectedVersion, String comment, String actor);

    /**
     * Ends the pause of exactly this scope, and returns when whatever only it kept in its region has been granted to
     * whoever waits. Repeating it is safe.
     *
     * @param expectedVersion as in {@link #pauseFailover}
     * @return the version of all pauses by now
     * @throws RefusedException {@code NOT_PAUSED} if it is not; {@code PAUSES_VERSION_MISMATCH} if somebody paused or
     *     resumed since the expected version
     */
    long resumeFailover(String scope, long expectedVersion, String comment, String actor);

    /**
     * Asks that a resource move to another region, step by step, and records that in the ledger. Returns when it is
     * recorded, and not when it is done: see {@link #promotion}. Repeating it with the same request id is safe.
     *
     * @throws RefusedException with the first of what {@link #explainPromotion} tells
     * @throws StaleLeaseException if that is that the lease has another token than the expected one
     */
    Promotion requestPromotion(PromotionRequest request);

    /** All that stands in the way of this promotion as things are; empty if it would begin. Changes nothing. */
    List<PromotionObstacle> explainPromotion(PromotionRequest request);

    /**
     * Withdraws a promotion that has granted nothing yet; what it condemned stays condemned. Repeating it is safe.
     *
     * @throws RefusedException {@code PROMOTION_SETTLED} if it has granted the resource, or has ended otherwise;
     *     {@code PROMOTION_UNKNOWN} if it is not remembered
     */
    Promotion cancelPromotion(String resource, long promotionId, String comment, String actor);

    /**
     * The word of the session that was granted the resource: its storage is promoted, and its guards have its token.
     * Repeating it is safe.
     *
     * @throws RefusedException {@code PROMOTION_SETTLED} if it is in another state
     */
    Promotion completePromotion(String resource, long sessionId, long token, long promotionId);

    /** A promotion; with the id 0 the one that is under way, or else the newest that is remembered. */
    Optional<Promotion> promotion(String resource, long promotionId);

    /**
     * One page of the ledger, of the resources that this client may read, the newest first.
     *
     * @param openOnly only those that are under way
     * @param pageSize at most 1,000; 0 means 100
     * @param beforeId go on below this promotion; 0 for the newest
     */
    Page<Promotion> promotions(String prefix, boolean openOnly, int pageSize, long beforeId);

    /** The state of the cluster, as the first node that answers reports it. */
    ClusterStatus status();

    /**
     * The state as one node reports it.
     *
     * @param address {@code host:port}
     * @param local only that node's own, without asking its peers
     */
    ClusterStatus statusOf(String address, boolean local);
}
