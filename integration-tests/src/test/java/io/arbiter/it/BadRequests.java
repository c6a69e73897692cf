package io.arbiter.it;

import com.google.protobuf.ByteString;
import io.arbiter.v1.AcquireRequest;
import io.arbiter.v1.AcquireStep;
import io.arbiter.v1.ArbiterGrpc.ArbiterBlockingStub;
import io.arbiter.v1.BreakLeaseRequest;
import io.arbiter.v1.BreakSessionRequest;
import io.arbiter.v1.CancelPromotionRequest;
import io.arbiter.v1.ChangeMembersRequest;
import io.arbiter.v1.ChangePausesRequest;
import io.arbiter.v1.ChangePoliciesRequest;
import io.arbiter.v1.CommitStepsRequest;
import io.arbiter.v1.ExplainRequest;
import io.arbiter.v1.GetLeaseRequest;
import io.arbiter.v1.MemberChange;
import io.arbiter.v1.OpenSessionRequest;
import io.arbiter.v1.Policy;
import io.arbiter.v1.PromotionMode;
import io.arbiter.v1.PutRecordRequest;
import io.arbiter.v1.PutRecordStep;
import io.arbiter.v1.ReleaseRequest;
import io.arbiter.v1.RenewSessionRequest;
import io.arbiter.v1.RequestHandoverRequest;
import io.arbiter.v1.RequestPromotionRequest;
import io.arbiter.v1.Step;
import io.arbiter.v1.TransferLeadershipRequest;
import io.arbiter.v1.TransferRequest;
import io.arbiter.v1.WatchRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Malformed and impossible requests, by the mistake in each. */
final class BadRequests {
    private final long session;
    private final long token;
    private final Map<String, Consumer<ArbiterBlockingStub>> rows = new LinkedHashMap<>();

    /** @param session holds the resource {@code orders} with {@code token} */
    BadRequests(long session, long token) {
        this.session = session;
        this.token = token;
        sessions();
        leases();
        tokens();
        records();
        steps();
        policies();
        pauses();
        members();
        leadership();
        promotions();
        watches();
    }

    Map<String, Consumer<ArbiterBlockingStub>> rows() {
        return rows;
    }

    private static OpenSessionRequest.Builder opening() {
        return OpenSessionRequest.newBuilder()
                .setClientId("bad")
                .setIncarnation("1")
                .setHolder("bad input test")
                .setRegion("us-east");
    }

    private void open(String what, UnaryOperator<OpenSessionRequest.Builder> mistake) {
        rows.put(what, stub -> stub.openSession(mistake.apply(opening()).build()));
    }

    private void sessions() {
        open("OpenSession without client_id", r -> r.clearClientId());
        open("OpenSession with a client_id of 129 bytes", r -> r.setClientId("x".repeat(129)));
        open("OpenSession with a line break in holder", r -> r.setHolder("a\nb"));
        open("OpenSession without region", r -> r.clearRegion());
        open("OpenSession with a slip in the region", r -> r.setRegion("us-eats"));
        open("OpenSession with a TTL of 10 ms", r -> r.setTtlMillis(10));
        open("OpenSession with a negative TTL", r -> r.setTtlMillis(-1));
        open("OpenSession with a TTL of two hours", r -> r.setTtlMillis(7_200_000));
        open("OpenSession with a drift bound of 50 %", r -> r.setDriftBoundPpm(500_000));
        open("OpenSession with a negative generation", r -> r.setGeneration(-4));
        open(
                "OpenSession that acquires one resource twice",
                r -> r.addAcquires(io.arbiter.v1.FirstAcquire.newBuilder().setResource("a"))
                        .addAcquires(io.arbiter.v1.FirstAcquire.newBuilder().setResource("a")));
        rows.put("RenewSession of session 0", stub -> stub.renewSession(RenewSessionRequest.getDefaultInstance()));
        rows.put(
                "RenewSession of a session that never was",
                stub -> stub.renewSession(RenewSessionRequest.newBuilder()
                        .setSessionId(987_654_321)
                        .build()));
        rows.put(
                "BreakSession without a comment",
                stub -> stub.breakSession(BreakSessionRequest.newBuilder()
                        .setSessionId(session)
                        .setActor("somebody")
                        .build()));
    }

    private void acquire(String what, UnaryOperator<AcquireRequest.Builder> mistake) {
        rows.put(
                what,
                stub -> stub.acquire(mistake.apply(AcquireRequest.newBuilder()
                                .setResource("orders")
                                .setSessionId(session))
                        .build()));
    }

    private void leases() {
        acquire("Acquire without a resource", r -> r.clearResource());
        acquire("Acquire of a resource of 513 bytes", r -> r.setResource("x".repeat(513)));
        acquire("Acquire of a resource of 300 characters and 600 bytes", r -> r.setResource("ä".repeat(300)));
        acquire("Acquire of a resource with a NUL", r -> r.setResource("a\u0000b"));
        acquire("Acquire of a resource that is a blank", r -> r.setResource(" "));
        acquire("Acquire of a resource with a no-break space at its end", r -> r.setResource("orders\u00a0"));
        acquire("Acquire for session -1", r -> r.setSessionId(-1));
        acquire("Acquire for a session that never was", r -> r.setSessionId(987_654_321));
        rows.put("GetLease without a resource", stub -> stub.getLease(GetLeaseRequest.getDefaultInstance()));
        rows.put("Explain without a resource", stub -> stub.explain(ExplainRequest.getDefaultInstance()));
    }

    private void tokens() {
        rows.put(
                "Release with token 0",
                stub -> stub.release(ReleaseRequest.newBuilder()
                        .setResource("orders")
                        .setSessionId(session)
                        .build()));
        rows.put(
                "Release with a token that was never granted",
                stub -> stub.release(ReleaseRequest.newBuilder()
                        .setResource("orders")
                        .setSessionId(session)
                        .setToken(Long.MAX_VALUE)
                        .build()));
        rows.put(
                "Release by a session that is not the holder",
                stub -> stub.release(ReleaseRequest.newBuilder()
                        .setResource("orders")
                        .setSessionId(session + 1_000)
                        .setToken(token)
                        .build()));
        rows.put(
                "Release of a resource that nobody holds",
                stub -> stub.release(ReleaseRequest.newBuilder()
                        .setResource("nobody's")
                        .setSessionId(session)
                        .setToken(1)
                        .build()));
        rows.put(
                "Transfer to a session that does not wait",
                stub -> stub.transfer(TransferRequest.newBuilder()
                        .setResource("orders")
                        .setSessionId(session)
                        .setToken(token)
                        .setToSessionId(session)
                        .build()));
        rows.put(
                "RequestHandover without an actor",
                stub -> stub.requestHandover(RequestHandoverRequest.newBuilder()
                        .setResource("orders")
                        .setExpectedToken(token)
                        .setToSessionId(7)
                        .build()));
        rows.put(
                "BreakLease without an expected token",
                stub -> stub.breakLease(BreakLeaseRequest.newBuilder()
                        .setResource("orders")
                        .setComment("r")
                        .setActor("a")
                        .build()));
        rows.put(
                "BreakLease without a comment",
                stub -> stub.breakLease(BreakLeaseRequest.newBuilder()
                        .setResource("orders")
                        .setExpectedToken(token)
                        .setActor("a")
                        .build()));
        rows.put(
                "BreakLease with a token that was never granted",
                stub -> stub.breakLease(BreakLeaseRequest.newBuilder()
                        .setResource("orders")
                        .setExpectedToken(Long.MAX_VALUE)
                        .setComment("r")
                        .setActor("a")
                        .build()));
    }

    private void put(String what, UnaryOperator<PutRecordRequest.Builder> mistake) {
        rows.put(
                what,
                stub -> stub.putRecord(mistake.apply(PutRecordRequest.newBuilder()
                                .setResource("orders")
                                .setSessionId(session)
                                .setToken(token)
                                .setSequence(1)
                                .setValue(ByteString.copyFromUtf8("v")))
                        .build()));
    }

    private void records() {
        put("PutRecord of 65,537 bytes", r -> r.setValue(ByteString.copyFrom(new byte[65_537])));
        put("PutRecord of 8 MiB", r -> r.setValue(ByteString.copyFrom(new byte[8 << 20])));
        put("PutRecord with sequence 0", r -> r.setSequence(0));
        put("PutRecord at a version that is not there", r -> r.setExpectedVersion(42));
        put("PutRecord under a token that was never granted", r -> r.setToken(Long.MAX_VALUE));
    }

    private void commit(String what, Step... steps) {
        rows.put(
                what,
                stub -> stub.commitSteps(CommitStepsRequest.newBuilder()
                        .setSessionId(session)
                        .setNumber(1)
                        .addAllSteps(List.of(steps))
                        .build()));
    }

    private void steps() {
        Step acquire = Step.newBuilder()
                .setAcquire(AcquireStep.newBuilder().setResource("new"))
                .build();
        Step put = Step.newBuilder()
                .setPutRecord(PutRecordStep.newBuilder().setResource("new"))
                .build();
        commit("CommitSteps without steps");
        commit("CommitSteps of 33 steps", Collections.nCopies(33, acquire).toArray(Step[]::new));
        commit("CommitSteps with a step that says nothing", Step.getDefaultInstance());
        commit("CommitSteps that writes a record of what no step acquires", put);
        commit(
                "CommitSteps that acquires what its own session holds",
                acquire,
                Step.newBuilder()
                        .setAcquire(AcquireStep.newBuilder().setResource("orders"))
                        .build());
    }

    private void policy(String what, long version, Policy... puts) {
        rows.put(
                what,
                stub -> stub.changePolicies(ChangePoliciesRequest.newBuilder()
                        .setExpectedVersion(version)
                        .addAllPuts(List.of(puts))
                        .setActor("somebody")
                        .setComment("bad input")
                        .build()));
    }

    private void policies() {
        Policy orders = Policy.newBuilder().setScope("orders").build();
        policy("ChangePolicies that changes nothing", 0);
        policy("ChangePolicies at a version that never was", 7, orders);
        policy("ChangePolicies with one scope twice", 0, orders, orders);
        policy(
                "ChangePolicies with a slip in a region",
                0,
                orders.toBuilder().addAllowedRegions("us-eats").build());
        policy(
                "ChangePolicies that prefers a region which it does not allow",
                0,
                orders.toBuilder()
                        .addAllowedRegions("us-east")
                        .addPreferredRegions("us-west")
                        .build());
        policy(
                "ChangePolicies with a shortest TTL above the longest",
                0,
                orders.toBuilder().setMinTtlMillis(5_000).setMaxTtlMillis(2_000).build());
    }

    private void pauses() {
        pause("ChangePauses that resumes what is not paused", false, "orders", 0);
        pause("ChangePauses at a version that never was", true, "orders", 7);
        pause("ChangePauses of a scope with a slip", true, "tenants/ ", 0);
    }

    private void pause(String what, boolean paused, String scope, long version) {
        rows.put(
                what,
                stub -> stub.changePauses(ChangePausesRequest.newBuilder()
                        .setPaused(paused)
                        .setScope(scope)
                        .setExpectedVersion(version)
                        .setActor("somebody")
                        .setComment("bad input")
                        .build()));
    }

    private void members() {
        member(
                "ChangeMembers of a node that no configuration file has",
                "mars",
                MemberChange.MEMBER_CHANGE_REPLACE,
                "c");
        member("ChangeMembers without a change", "us-west", MemberChange.MEMBER_CHANGE_UNSPECIFIED, "c");
        member("ChangeMembers without a comment", "us-west", MemberChange.MEMBER_CHANGE_REPLACE, "");
    }

    private void leadership() {
        transfer("TransferLeadership to a node that has no vote", "mars", "c");
        transfer("TransferLeadership without a comment", "us-west", "");
    }

    private void transfer(String what, String node, String comment) {
        rows.put(
                what,
                stub -> stub.transferLeadership(TransferLeadershipRequest.newBuilder()
                        .setNode(node)
                        .setActor("somebody")
                        .setComment(comment)
                        .build()));
    }

    private void member(String what, String node, MemberChange change, String comment) {
        rows.put(
                what,
                stub -> stub.changeMembers(ChangeMembersRequest.newBuilder()
                        .setNode(node)
                        .setChange(change)
                        .setActor("somebody")
                        .setComment(comment)
                        .build()));
    }

    private void promotions() {
        var promotion = RequestPromotionRequest.newBuilder()
                .setRequestId("bad-input")
                .setResource("orders")
                .setToRegion("us-west")
                .setMode(PromotionMode.PROMOTION_MODE_GRACEFUL)
                .setActor("somebody")
                .setComment("bad input")
                .build();
        promotion(
                "RequestPromotion without a mode",
                promotion.toBuilder().clearMode().build());
        promotion(
                "RequestPromotion to an unknown region",
                promotion.toBuilder().setToRegion("us-eats").build());
        promotion("RequestPromotion to where nobody waits", promotion);
        rows.put(
                "CancelPromotion of an unknown one",
                stub -> stub.cancelPromotion(CancelPromotionRequest.newBuilder()
                        .setResource("orders")
                        .setPromotionId(7)
                        .setActor("somebody")
                        .setComment("bad input")
                        .build()));
    }

    private void promotion(String what, RequestPromotionRequest request) {
        rows.put(what, stub -> stub.requestPromotion(request));
    }

    private void watches() {
        rows.put(
                "Watch from a negative revision",
                stub -> stub.watch(WatchRequest.newBuilder().setFromRevision(-1).build())
                        .next());
        rows.put(
                "Watch from a revision in the far future",
                stub -> stub.watch(WatchRequest.newBuilder()
                                .setFromRevision(Long.MAX_VALUE)
                                .build())
                        .next());
    }
}
