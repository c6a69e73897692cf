package io.arbiter.cli;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import io.arbiter.v1.EndReason;
import io.arbiter.v1.Event;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.SessionInfo;
import io.arbiter.v1.WaiterInfo;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The state of the fake service, and the rules by which it changes; every method under its lock. */
final class FakeArbiter {
    static final long WALL = 1_795_251_600_000L;

    final Map<String, LeaseInfo> leases = new TreeMap<>();
    final Map<String, List<WaiterInfo>> waiters = new TreeMap<>();
    final Map<Long, SessionInfo> sessions = new LinkedHashMap<>();
    final List<Event> history = new ArrayList<>();
    final List<Message> requests = new CopyOnWriteArrayList<>();
    final Map<Long, Long> holdingsVersions = new TreeMap<>();
    final AtomicBoolean oneHasDied = new AtomicBoolean();
    final FakeRecords records = new FakeRecords(this);
    final FakeMembers members = new FakeMembers();
    final FakePromotions promotions = new FakePromotions();
    final FakeSnapshots snapshots = new FakeSnapshots();
    final Map<String, Long> openings = new TreeMap<>();
    private final Map<Long, EndReason> endings = new TreeMap<>();
    volatile String leader = "us-east";
    volatile String clusterId = "";
    /** The regions that it grants to; empty for all. */
    volatile List<String> regions = List.of();

    volatile boolean majority = true;
    /** Renewals and closings get no answer. */
    volatile boolean silent;
    /** Whether the holder hands over as soon as it is asked. */
    volatile boolean obedientHolder = true;

    volatile boolean dropsWatches;
    /** Whether the lease {@code yielded} passes on as soon as a session waits for it. */
    volatile boolean yieldsToWaiters;
    /** Whether a lease that a wait led to is broken before its answer is out. */
    volatile boolean breaksGrants;
    /** Requests for a handover come too late: the lease has another token by then. */
    volatile boolean refusesHandovers;

    volatile long lastAnsweredRenewalMillis;
    volatile Runnable beforeTransfer = () -> {};
    volatile long compactedBelow;
    long lastToken = 6;
    long lastSession = 11;
    long revision = 100;

    static StatusRuntimeException refuse(int code, String reason, String message, String... metadata) {
        ErrorInfo.Builder info = ErrorInfo.newBuilder().setDomain("arbiter.io").setReason(reason);
        for (int i = 0; i < metadata.length; i += 2) {
            info.putMetadata(metadata[i], metadata[i + 1]);
        }
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(code)
                .setMessage(message)
                .addDetails(Any.pack(info.build()))
                .build());
    }

    synchronized long open(String region, String holder, long ttlMillis) {
        long id = ++lastSession;
        sessions.put(
                id,
                SessionInfo.newBuilder()
                        .setSessionId(id)
                        .setClientId("c" + id)
                        .setHolder(holder)
                        .setRegion(region)
                        .setTtlMillis(ttlMillis)
                        .setRemainingMillis(ttlMillis)
                        .setOpenedWallMillis(WALL)
                        .build());
        happened(Event.newBuilder()
                .setSessionOpened(Event.SessionOpened.newBuilder()
                        .setSessionId(id)
                        .setClientId("c" + id)
                        .setHolder(holder)
                        .setRegion(region)));
        return id;
    }

    synchronized LeaseInfo grant(String resource, long session) {
        SessionInfo owner = sessions.get(session);
        LeaseInfo lease = LeaseInfo.newBuilder()
                .setResource(resource)
                .setSessionId(session)
                .setToken(++lastToken)
                .setBasis(
                        lastToken == 7
                                ? io.arbiter.v1.GrantBasis.GRANT_BASIS_FIRST
                                : io.arbiter.v1.GrantBasis.GRANT_BASIS_RELEASED)
                .setGrantedRevision(revision + 1)
                .setGrantedWallMillis(WALL)
                .setHolder(owner.getHolder())
                .setRegion(owner.getRegion())
                .build();
        leases.put(resource, lease);
        changed(session);
        happened(Event.newBuilder()
                .setLeaseGranted(Event.LeaseGranted.newBuilder().setLease(lease)));
        return lease;
    }

    synchronized void queue(String resource, long session) {
        SessionInfo owner = sessions.get(session);
        waiters.computeIfAbsent(resource, name -> new ArrayList<>())
                .add(WaiterInfo.newBuilder()
                        .setSessionId(session)
                        .setHolder(owner.getHolder())
                        .setRegion(owner.getRegion())
                        .build());
    }

    /** Whether the lease with this token ended so: then a repeated request finds its answer again. */
    synchronized boolean ended(long token, EndReason reason) {
        return endings.get(token) == reason;
    }

    /** Ends a lease and grants the first waiter, or the named one. */
    synchronized LeaseInfo end(String resource, EndReason reason, long to) {
        LeaseInfo old = leases.remove(resource);
        endings.put(old.getToken(), reason);
        changed(old.getSessionId());
        happened(Event.newBuilder()
                .setLeaseEnded(Event.LeaseEnded.newBuilder()
                        .setResource(resource)
                        .setSessionId(old.getSessionId())
                        .setToken(old.getToken())
                        .setReason(reason)));
        List<WaiterInfo> queue = waiters.getOrDefault(resource, new ArrayList<>());
        WaiterInfo next = queue.stream()
                .filter(waiter -> to == 0 || waiter.getSessionId() == to)
                .findFirst()
                .orElse(null);
        if (next == null) {
            return null;
        }
        queue.remove(next);
        return grant(resource, next.getSessionId());
    }

    synchronized void askHandover(String resource, long to) {
        LeaseInfo lease = leases.get(resource);
        leases.put(resource, lease.toBuilder().setHandoverToSessionId(to).build());
        changed(lease.getSessionId());
        happened(Event.newBuilder()
                .setHandoverRequested(Event.HandoverRequested.newBuilder()
                        .setResource(resource)
                        .setToken(lease.getToken())
                        .setToSessionId(to)));
    }

    synchronized void closeSession(long session) {
        sessions.remove(session);
        leases.values().stream()
                .filter(lease -> lease.getSessionId() == session)
                .map(LeaseInfo::getResource)
                .toList()
                .forEach(resource -> end(resource, EndReason.END_REASON_RELEASED, 0));
        waiters.values().forEach(queue -> queue.removeIf(waiter -> waiter.getSessionId() == session));
    }

    synchronized LeaseInfo expect(String resource, long token) {
        LeaseInfo lease = leases.get(resource);
        if (lease == null) {
            throw refuse(9, "NOT_HELD", "nobody holds " + resource, "resource", resource, "presented", "" + token);
        }
        if (lease.getToken() != token) {
            throw refuse(
                    9,
                    "STALE_TOKEN",
                    resource + " is held with another token",
                    "resource",
                    resource,
                    "presented",
                    "" + token,
                    "current_token",
                    "" + lease.getToken());
        }
        return lease;
    }

    synchronized void happened(Event.Builder event) {
        history.add(event.setRevision(++revision).setWallMillis(WALL).build());
        notifyAll();
    }

    private void changed(long session) {
        holdingsVersions.merge(session, 1L, Long::sum);
    }

    /** Answers, or refuses with the exception of the call. */
    <T> void guarded(StreamObserver<T> to, Supplier<T> call) {
        try {
            answer(to, call.get());
        } catch (StatusRuntimeException e) {
            to.onError(e);
        }
    }

    /** The value read once it is accepted; null when the caller has gone. */
    synchronized <T> T await(Supplier<T> read, Predicate<T> accepted, Context context) {
        try {
            while (!context.isCancelled()) {
                T found = read.get();
                if (accepted.test(found)) {
                    return found;
                }
                wait(20);
            }
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    static <T> void answer(StreamObserver<T> to, T message) {
        to.onNext(message);
        to.onCompleted();
    }

    /** @return whether it waited there */
    synchronized boolean leaveQueue(String resource, long session) {
        return waiters.getOrDefault(resource, new ArrayList<>()).removeIf(waiter -> waiter.getSessionId() == session);
    }
}
