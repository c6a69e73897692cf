package io.arbiter.client.internal.request;

import io.arbiter.client.ArbiterAdmin;
import io.arbiter.client.AsyncArbiterAdmin;
import io.arbiter.client.internal.context.Blocking;
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
import java.util.function.Function;

/** Waits in the caller's thread for the calls that the asynchronous admin makes in the loop. */
public final class BlockingAdmin implements ArbiterAdmin {
    private final AsyncArbiterAdmin async;

    public BlockingAdmin(AsyncArbiterAdmin async) {
        this.async = async;
    }

    @Override
    public ArbiterAdmin atMostOnce() {
        return new BlockingAdmin(async.atMostOnce());
    }

    @Override
    public ArbiterAdmin within(Duration limit) {
        return new BlockingAdmin(async.within(limit));
    }

    @Override
    public LeaseStatus getLease(String resource, Consistency consistency) {
        return Blocking.get(async.getLease(resource, consistency));
    }

    @Override
    public Iterator<LeaseSummary> listLeases(String prefix, Consistency consistency) {
        return new PagedIterator<>(
                after -> page(
                        Blocking.get(async.listLeases(prefix, after, 0, consistency)),
                        row -> row.grant().resource()),
                "");
    }

    @Override
    public Iterator<SessionInfo> listSessions(Consistency consistency) {
        return new PagedIterator<>(
                after -> page(Blocking.get(async.listSessions(after, 0, consistency)), SessionInfo::sessionId), 0L);
    }

    private static <T, K> PagedIterator.Page<T, K> page(Page<T> page, Function<T, K> key) {
        int rows = page.rows().size();
        K last = page.more() && rows > 0 ? key.apply(page.rows().get(rows - 1)) : null;
        return new PagedIterator.Page<>(page.rows(), last);
    }

    @Override
    public Explanation explain(String resource, String region) {
        return Blocking.get(async.explain(resource, region));
    }

    @Override
    public Optional<StoredRecord> getRecord(String resource, Consistency consistency) {
        return Blocking.get(async.getRecord(resource, consistency));
    }

    @Override
    public long putRecord(RecordWrite write) {
        return Blocking.get(async.putRecord(write));
    }

    @Override
    public void release(String resource, long sessionId, long token) {
        Blocking.get(async.release(resource, sessionId, token));
    }

    @Override
    public long transfer(String resource, long sessionId, long token, long toSessionId) {
        return Blocking.get(async.transfer(resource, sessionId, token, toSessionId));
    }

    @Override
    public void requestHandover(String resource, long expectedToken, long toSessionId, String actor) {
        Blocking.get(async.requestHandover(resource, expectedToken, toSessionId, actor));
    }

    @Override
    public Optional<Grant> breakLease(String resource, long expectedToken, String comment, String actor) {
        return Blocking.get(async.breakLease(resource, expectedToken, comment, actor));
    }

    @Override
    public int breakSession(long sessionId, String comment, String actor) {
        return Blocking.get(async.breakSession(sessionId, comment, actor));
    }

    @Override
    public void closeSession(long sessionId) {
        Blocking.get(async.closeSession(sessionId));
    }

    @Override
    public CallerInfo whoAmI() {
        return Blocking.get(async.whoAmI());
    }

    @Override
    public boolean canI(Permission permission, String resource) {
        return Blocking.get(async.canI(permission, resource));
    }

    @Override
    public AuthStatus auth() {
        return Blocking.get(async.auth());
    }

    @Override
    public void changeAuth(AuthChange change, String comment) {
        Blocking.get(async.changeAuth(change, comment));
    }

    @Override
    public PublishedKeys keys() {
        return Blocking.get(async.keys());
    }

    @Override
    public PolicyList policies() {
        return Blocking.get(async.policies());
    }

    @Override
    public Optional<StoredPolicy> policyOf(String resource) {
        return Blocking.get(async.policyOf(resource));
    }

    @Override
    public PolicyPreview previewPolicies(PolicyChange change, String afterResource) {
        return Blocking.get(async.previewPolicies(change, afterResource));
    }

    @Override
    public long changePolicies(PolicyChange change, String comment, String actor) {
        return Blocking.get(async.changePolicies(change, comment, actor));
    }

    @Override
    public PauseList pauses() {
        return Blocking.get(async.pauses());
    }

    @Override
    public long pauseFailover(String scope, long expectedVersion, String comment, String actor) {
        return Blocking.get(async.pauseFailover(scope, expectedVersion, comment, actor));
    }

    @Override
    public long resumeFailover(String scope, long expectedVersion, String comment, String actor) {
        return Blocking.get(async.resumeFailover(scope, expectedVersion, comment, actor));
    }

    @Override
    public Promotion requestPromotion(PromotionRequest request) {
        return Blocking.get(async.requestPromotion(request));
    }

    @Override
    public List<PromotionObstacle> explainPromotion(PromotionRequest request) {
        return Blocking.get(async.explainPromotion(request));
    }

    @Override
    public Promotion cancelPromotion(String resource, long promotionId, String comment, String actor) {
        return Blocking.get(async.cancelPromotion(resource, promotionId, comment, actor));
    }

    @Override
    public Promotion completePromotion(String resource, long sessionId, long token, long promotionId) {
        return Blocking.get(async.completePromotion(resource, sessionId, token, promotionId));
    }

    @Override
    public Optional<Promotion> promotion(String resource, long promotionId) {
        return Blocking.get(async.promotion(resource, promotionId));
    }

    @Override
    public Page<Promotion> promotions(String prefix, boolean openOnly, int pageSize, long beforeId) {
        return Blocking.get(async.promotions(prefix, openOnly, pageSize, beforeId));
    }

    @Override
    public ClusterStatus status() {
        return Blocking.get(async.status());
    }

    @Override
    public ClusterStatus statusOf(String address, boolean local) {
        return Blocking.get(async.statusOf(address, local));
    }
}
