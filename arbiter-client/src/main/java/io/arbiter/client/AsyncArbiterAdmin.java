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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Reads and operator's calls, with futures. {@link ArbiterAdmin} documents each call and its refusals; the
 * futures fail with the {@link ArbiterException} that the blocking methods throw, and complete on the
 * callback executor. Thread-safe.
 */
public interface AsyncArbiterAdmin {

    /** As {@link ArbiterAdmin#atMostOnce}. */
    AsyncArbiterAdmin atMostOnce();

    /** As {@link ArbiterAdmin#within}. */
    AsyncArbiterAdmin within(Duration limit);

    /** As {@link ArbiterAdmin#getLease}. */
    CompletableFuture<LeaseStatus> getLease(String resource, Consistency consistency);

    /**
     * One page; {@link ArbiterAdmin#listLeases} turns the pages.
     *
     * @param afterResource the last one of the page before; empty for the first page
     * @param pageSize 1 to 1,000 rows; 0 for 1,000
     */
    CompletableFuture<Page<LeaseSummary>> listLeases(
            String prefix, String afterResource, int pageSize, Consistency consistency);

    /**
     * One page; {@link ArbiterAdmin#listSessions} turns the pages.
     *
     * @param afterSessionId the last one of the page before; 0 for the first page
     * @param pageSize 1 to 1,000 rows; 0 for 1,000
     */
    CompletableFuture<Page<SessionInfo>> listSessions(long afterSessionId, int pageSize, Consistency consistency);

    /** As {@link ArbiterAdmin#explain}. */
    CompletableFuture<Explanation> explain(String resource, String region);

    /** As {@link ArbiterAdmin#getRecord}. */
    CompletableFuture<Optional<StoredRecord>> getRecord(String resource, Consistency consistency);

    /** As {@link ArbiterAdmin#putRecord}. */
    CompletableFuture<Long> putRecord(RecordWrite write);

    /** As {@link ArbiterAdmin#release}. */
    CompletableFuture<Void> release(String resource, long sessionId, long token);

    /** As {@link ArbiterAdmin#transfer}. */
    CompletableFuture<Long> transfer(String resource, long sessionId, long token, long toSessionId);

    /** As {@link ArbiterAdmin#requestHandover}. */
    CompletableFuture<Void> requestHandover(String resource, long expectedToken, long toSessionId, String actor);

    /** As {@link ArbiterAdmin#breakLease}. */
    CompletableFuture<Optional<Grant>> breakLease(String resource, long expectedToken, String comment, String actor);

    /** As {@link ArbiterAdmin#breakSession}. */
    CompletableFuture<Integer> breakSession(long sessionId, String comment, String actor);

    /** As {@link ArbiterAdmin#closeSession}. */
    CompletableFuture<Void> closeSession(long sessionId);

    /** As {@link ArbiterAdmin#whoAmI}. */
    CompletableFuture<CallerInfo> whoAmI();

    /** As {@link ArbiterAdmin#canI}. */
    CompletableFuture<Boolean> canI(Permission permission, String resource);

    /** As {@link ArbiterAdmin#auth}. */
    CompletableFuture<AuthStatus> auth();

    /** As {@link ArbiterAdmin#changeAuth}. */
    CompletableFuture<Void> changeAuth(AuthChange change, String comment);

    /** As {@link ArbiterAdmin#keys}. */
    CompletableFuture<PublishedKeys> keys();

    /** As {@link ArbiterAdmin#policies}. */
    CompletableFuture<PolicyList> policies();

    /** As {@link ArbiterAdmin#policyOf}. */
    CompletableFuture<Optional<StoredPolicy>> policyOf(String resource);

    /** As {@link ArbiterAdmin#previewPolicies}. */
    CompletableFuture<PolicyPreview> previewPolicies(PolicyChange change, String afterResource);

    /** As {@link ArbiterAdmin#changePolicies}. */
    CompletableFuture<Long> changePolicies(PolicyChange change, String comment, String actor);

    /** As {@link ArbiterAdmin#pauses}. */
    CompletableFuture<PauseList> pauses();

    /** As {@link ArbiterAdmin#pauseFailover}. */
    CompletableFuture<Long> pauseFailover(String scope, long expectedVersion, String comment, String actor);

    /** As {@link ArbiterAdmin#resumeFailover}. */
    CompletableFuture<Long> resumeFailover(String scope, long expectedVersion, String comment, String actor);

    /** As {@link ArbiterAdmin#requestPromotion}. */
    CompletableFuture<Promotion> requestPromotion(PromotionRequest request);

    /** As {@link ArbiterAdmin#explainPromotion}. */
    CompletableFuture<List<PromotionObstacle>> explainPromotion(PromotionRequest request);

    /** As {@link ArbiterAdmin#cancelPromotion}. */
    CompletableFuture<Promotion> cancelPromotion(String resource, long promotionId, String comment, String actor);

    /** As {@link ArbiterAdmin#completePromotion}. */
    CompletableFuture<Promotion> completePromotion(String resource, long sessionId, long token, long promotionId);

    /** As {@link ArbiterAdmin#promotion}. */
    CompletableFuture<Optional<Promotion>> promotion(String resource, long promotionId);

    /** As {@link ArbiterAdmin#promotions}. */
    CompletableFuture<Page<Promotion>> promotions(String prefix, boolean openOnly, int pageSize, long beforeId);

    /** As {@link ArbiterAdmin#status()}. */
    CompletableFuture<ClusterStatus> status();

    /** As {@link ArbiterAdmin#statusOf}. */
    CompletableFuture<ClusterStatus> statusOf(String address, boolean local);
}
