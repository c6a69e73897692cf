package io.arbiter.client.fake;

import io.arbiter.v1.AcquireRequest;
import io.arbiter.v1.AcquireResponse;
import io.arbiter.v1.Call;
import io.arbiter.v1.CancelWaitResponse;
import io.arbiter.v1.CommitStepsRequest;
import io.arbiter.v1.CommitStepsResponse;
import io.arbiter.v1.GrantBasis;
import io.arbiter.v1.Holdings;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.ListLeasesResponse;
import io.arbiter.v1.OpenSessionRequest;
import io.arbiter.v1.OpenSessionResponse;
import io.arbiter.v1.PutRecordRequest;
import io.arbiter.v1.PutRecordResponse;
import io.arbiter.v1.RenewSessionResponse;
import io.arbiter.v1.Reply;
import io.arbiter.v1.Step;
import io.arbiter.v1.StepResult;
import io.arbiter.v1.TransferResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** State shared by all fake nodes: a small model of the arbiter, without time. Tests expire and break by hand. */
public final class FakeState {
    public final Map<String, LeaseInfo> leases = new TreeMap<>();
    public final Map<String, Long> lastSequence = new HashMap<>();
    public final List<OpenSessionRequest> opened = new ArrayList<>();
    /** The number of the basis of every grant; may be one that this release does not know. */
    public int basis = GrantBasis.GRANT_BASIS_FIRST_VALUE;

    /** The id of the key that signs; empty if none does. The fake signs when it is asked to, and not by itself. */
    public String signingKey = "";

    public boolean refusesToSign;
    /** That of every list. */
    public long revision = 7;

    public int releases;
    public volatile int renewals;
    private final Map<Long, OpenSessionRequest> sessions = new TreeMap<>();
    private final Map<String, CommitStepsResponse> committed = new HashMap<>();
    private final Map<Long, Long> versions = new HashMap<>();
    private final Set<Long> condemned = new TreeSet<>();
    private long lastSession = 100;
    private long lastToken;
    private long lastVersion;

    Optional<Reply> apply(Call call) {
        Reply.Builder reply = Reply.newBuilder().setId(call.getId());
        switch (call.getRequestCase()) {
            case OPEN_SESSION -> reply.setOpenSession(open(call.getOpenSession()));
            case RENEW_SESSION -> reply.setRenewSession(renew(call));
            case CLOSE_SESSION -> {
                endSession(call.getCloseSession().getSessionId());
                reply.setCloseSession(io.arbiter.v1.CloseSessionResponse.getDefaultInstance());
            }
            case ACQUIRE -> {
                AcquireRequest request = call.getAcquire();
                mustLive(request.getSessionId());
                LeaseInfo held = leases.get(request.getResource());
                if (held != null && held.getSessionId() != request.getSessionId()) {
                    if (request.getWait()) {
                        return Optional.empty();
                    }
                    throw new FakeRefusal(
                            "LEASE_HELD",
                            "held by somebody",
                            Map.of(
                                    "resource",
                                    request.getResource(),
                                    "token",
                                    "" + held.getToken(),
                                    "holder_session_id",
                                    "" + held.getSessionId()));
                }
                reply.setAcquire(
                        AcquireResponse.newBuilder().setLease(grant(request.getResource(), request.getSessionId())));
            }
            case CANCEL_WAIT ->
                reply.setCancelWait(CancelWaitResponse.newBuilder()
                        .setCancelled(!leases.containsKey(call.getCancelWait().getResource())
                                || leases.get(call.getCancelWait().getResource())
                                                .getSessionId()
                                        != call.getCancelWait().getSessionId()));
            case RELEASE -> {
                releases++;
                mustHold(call.getRelease().getResource(), call.getRelease().getToken());
                end(call.getRelease().getResource());
                reply.setRelease(io.arbiter.v1.ReleaseResponse.getDefaultInstance());
            }
            case TRANSFER -> {
                mustHold(call.getTransfer().getResource(), call.getTransfer().getToken());
                end(call.getTransfer().getResource());
                reply.setTransfer(TransferResponse.newBuilder()
                        .setNewToken(grant(
                                        call.getTransfer().getResource(),
                                        call.getTransfer().getToSessionId())
                                .getToken()));
            }
            case SIGN_TOKEN -> {
                if (refusesToSign) {
                    throw new FakeRefusal("PERMISSION_DENIED", "may not", Map.of());
                }
                mustHold(call.getSignToken().getResource(), call.getSignToken().getToken());
                reply.getSignTokenBuilder()
                        .setLease(leases.get(call.getSignToken().getResource()).toBuilder()
                                .setSignedToken(signed(call.getSignToken().getToken())));
            }
            case PUT_RECORD -> reply.setPutRecord(put(call.getPutRecord()));
            case COMMIT_STEPS -> reply.setCommitSteps(commit(call.getCommitSteps()));
            case LIST_LEASES ->
                reply.setListLeases(ListLeasesResponse.newBuilder().setRevision(revision));
            default -> {
                String name = call.getRequestCase().name().toLowerCase(Locale.ROOT);
                var field = Reply.getDescriptor().findFieldByName(name);
                reply.setField(field, reply.newBuilderForField(field).build());
            }
        }
        return Optional.of(reply.build());
    }

    /** As the cluster writes it, as far as the client reads it. */
    public String signed(long token) {
        byte[] payload = ByteBuffer.allocate(16)
                .putLong(Long.parseUnsignedLong(signingKey, 16))
                .putLong(token)
                .array();
        return "arbiter-token-1." + Base64.getUrlEncoder().withoutPadding().encodeToString(payload) + ".AA";
    }

    private OpenSessionResponse open(OpenSessionRequest request) {
        opened.add(request);
        long id = sessions.entrySet().stream()
                .filter(e -> e.getValue().getIncarnation().equals(request.getIncarnation()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> begin(request));
        return OpenSessionResponse.newBuilder()
                .setSessionId(id)
                .setTtlMillis(request.getTtlMillis())
                .setDriftBoundPpm(request.getDriftBoundPpm())
                .setHoldings(holdings(id))
                .build();
    }

    private long begin(OpenSessionRequest request) {
        long id = ++lastSession;
        for (var other : Map.copyOf(sessions).entrySet()) {
            boolean dead = other.getValue().getClientId().equals(request.getClientId())
                    && other.getValue().getGeneration() > 0
                    && other.getValue().getGeneration() < request.getGeneration();
            if (dead) {
                List<LeaseInfo> left = held(other.getKey());
                endSession(other.getKey());
                sessions.put(id, request);
                left.forEach(lease -> grant(lease.getResource(), id));
            }
        }
        sessions.put(id, request);
        request.getAcquiresList().stream()
                .filter(first -> !leases.containsKey(first.getResource()))
                .forEach(first -> grant(first.getResource(), id));
        return id;
    }

    private RenewSessionResponse renew(Call call) {
        long id = call.getRenewSession().getSessionId();
        mustLive(id);
        int before = renewals;
        renewals = before + 1;
        RenewSessionResponse.Builder answer =
                RenewSessionResponse.newBuilder().setSessionId(id).setSigningKey(signingKey);
        if (!call.getRenewSession().getClosesCondemned() && held(id).stream().anyMatch(this::isCondemned)) {
            throw new FakeRefusal("LEASE_CONDEMNED", "shut its gate", Map.of());
        }
        held(id).stream()
                .filter(this::isCondemned)
                .forEach(lease -> answer.addCondemnedBuilder()
                        .setResource(lease.getResource())
                        .setToken(lease.getToken())
                        .setPromotionId(1));
        if (call.getRenewSession().getKnownHoldingsVersion() != versions.getOrDefault(id, 0L)) {
            answer.setHoldings(holdings(id));
        }
        return answer.build();
    }

    private boolean isCondemned(LeaseInfo lease) {
        return condemned.contains(lease.getToken());
    }

    /** A promotion condemns it. */
    public void condemn(String resource) {
        LeaseInfo lease = leases.get(resource);
        condemned.add(lease.getToken());
        versions.merge(lease.getSessionId(), 1L, Long::sum);
    }

    private PutRecordResponse put(PutRecordRequest request) {
        mustHold(request.getResource(), request.getToken());
        String key = request.getResource() + "/" + request.getToken();
        long last = lastSequence.getOrDefault(key, 0L);
        if (request.getSequence() < last) {
            throw new FakeRefusal("RECORD_SUPERSEDED", "an older sequence", Map.of("last_sequence", "" + last));
        }
        if (request.getSequence() > last) {
            lastVersion++;
            lastSequence.put(key, request.getSequence());
        }
        return PutRecordResponse.newBuilder().setVersion(lastVersion).build();
    }

    /** The acquires are tried first, and so all is done or nothing, as far as the tests go. */
    private CommitStepsResponse commit(CommitStepsRequest request) {
        mustLive(request.getSessionId());
        CommitStepsResponse earlier = committed.get(request.getSessionId() + "/" + request.getNumber());
        if (earlier != null) {
            return earlier;
        }
        for (Step step : request.getStepsList()) {
            LeaseInfo held = leases.get(step.getAcquire().getResource());
            boolean released = held != null
                    && request.getStepsList().stream()
                            .anyMatch(other -> other.getRelease().getToken() == held.getToken());
            if (held != null && !released) {
                throw new FakeRefusal("LEASE_HELD", "held by somebody", Map.of("resource", held.getResource()));
            }
        }
        CommitStepsResponse.Builder answer = CommitStepsResponse.newBuilder().setRevision(9);
        for (Step step : request.getStepsList()) {
            StepResult.Builder result = answer.addResultsBuilder();
            if (step.hasAcquire()) {
                LeaseInfo granted = grant(step.getAcquire().getResource(), request.getSessionId());
                result.getAcquireBuilder().setToken(granted.getToken()).setBasis(granted.getBasis());
            } else if (step.hasPutRecord()) {
                result.getPutRecordBuilder().setVersion(++lastVersion);
            } else {
                end(step.getRelease().getResource());
                result.getReleaseBuilder();
            }
        }
        committed.put(request.getSessionId() + "/" + request.getNumber(), answer.build());
        return answer.build();
    }

    /** Another cluster starts at the same addresses: it knows nothing, and its ids lie above. */
    public void beginAnew() {
        leases.clear();
        sessions.clear();
        versions.clear();
        lastSession += 1_000;
        lastToken = 0;
    }

    /** Grants to a session, or finds the lease that it holds already. */
    public LeaseInfo grant(String resource, long session) {
        LeaseInfo held = leases.get(resource);
        if (held != null && held.getSessionId() == session) {
            return held;
        }
        LeaseInfo granted = LeaseInfo.newBuilder()
                .setResource(resource)
                .setSessionId(session)
                .setToken(++lastToken)
                .setBasisValue(basis)
                .build();
        leases.put(resource, granted);
        versions.merge(session, 1L, Long::sum);
        return granted;
    }

    /** An operator asks for a handover. */
    public void requestHandover(String resource, long toSession) {
        LeaseInfo held = leases.get(resource);
        leases.put(resource, held.toBuilder().setHandoverToSessionId(toSession).build());
        versions.merge(held.getSessionId(), 1L, Long::sum);
    }

    /** The lease ends without an act of its holder. */
    public void end(String resource) {
        LeaseInfo ended = leases.remove(resource);
        versions.merge(ended.getSessionId(), 1L, Long::sum);
    }

    /** The session ends, by its client or without it. */
    public void endSession(long id) {
        mustLive(id);
        held(id).forEach(lease -> leases.remove(lease.getResource()));
        sessions.remove(id);
    }

    private List<LeaseInfo> held(long session) {
        return leases.values().stream()
                .filter(lease -> lease.getSessionId() == session)
                .toList();
    }

    private Holdings holdings(long session) {
        return Holdings.newBuilder()
                .setVersion(versions.getOrDefault(session, 0L))
                .addAllLeases(held(session).stream()
                        .filter(lease -> !isCondemned(lease))
                        .toList())
                .setNewestToken(lastToken)
                .build();
    }

    private void mustLive(long session) {
        if (!sessions.containsKey(session)) {
            throw new FakeRefusal(
                    "SESSION_ENDED",
                    "the session has ended",
                    Map.of("session_id", "" + session, "end_reason", "EXPIRED"));
        }
    }

    private void mustHold(String resource, long token) {
        LeaseInfo held = leases.get(resource);
        if (held == null || held.getToken() != token) {
            throw new FakeRefusal(
                    held == null ? "NOT_HELD" : "STALE_TOKEN",
                    "not the current token",
                    Map.of("resource", resource, "presented", "" + token));
        }
    }
}
