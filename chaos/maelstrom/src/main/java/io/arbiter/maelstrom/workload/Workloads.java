package io.arbiter.maelstrom.workload;

import com.google.gson.JsonObject;
import io.arbiter.maelstrom.fault.NodeClock;
import io.arbiter.maelstrom.fault.Wrong;
import io.arbiter.maelstrom.guard.GuardedStorage;
import io.arbiter.maelstrom.peer.PeerRequests;
import io.arbiter.maelstrom.wire.Body;
import io.arbiter.maelstrom.wire.ErrorCode;
import io.arbiter.maelstrom.wire.RefusedException;
import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/** Every request that a client may make, by its type. Thread-safe. */
public final class Workloads {
    /**
     * The parts that the operations use.
     *
     * @param nodes every node's id, this one's included
     * @param service answers a call, always with a reply
     */
    public record Ground(
            String self,
            List<String> nodes,
            Function<Call, CompletableFuture<Reply>> service,
            GuardedStorage storage,
            PeerRequests peers,
            NodeClock clock,
            ScheduledExecutorService timer,
            Wrong wrong) {}

    private static final long MAX_RATE_PPM = 10_000;

    private final Map<String, Operation> operations;

    public Workloads(Ground ground) {
        var calls = new Calls(ground.service(), ground.timer());
        var tokens = ground.wrong() == Wrong.CLOCK_TOKENS ? Tokens.FROM_THE_CLOCK : Tokens.COUNTED;
        var kv = new LinKv(calls, ground.self());
        var leases = new Leases(calls, ground.self(), tokens);
        var guarded = new GuardedWrites(ground.storage(), ground.peers(), ground.self(), ground.nodes());
        operations = Map.ofEntries(
                Map.entry("echo", Workloads::echo),
                Map.entry("generate", new UniqueIds(calls, ground.self(), tokens)::generate),
                // Both workloads have a read.
                Map.entry("read", request -> request.has("resource") ? leases.read(request) : kv.read(request)),
                Map.entry("write", kv::write),
                Map.entry("cas", kv::cas),
                Map.entry("open", leases::open),
                Map.entry("acquire", leases::acquire),
                Map.entry("renew", leases::renew),
                Map.entry("release", leases::release),
                Map.entry("guarded_read", guarded::carryOut),
                Map.entry("guarded_write", guarded::carryOut),
                Map.entry("clock", request -> clock(request, ground.clock())));
    }

    private static CompletableFuture<JsonObject> clock(Body request, NodeClock clock) {
        long rate = request.integer("rate_ppm");
        if (Math.abs(rate) > MAX_RATE_PPM) {
            throw new RefusedException(
                    ErrorCode.MALFORMED_REQUEST,
                    "rate_ppm is " + rate + ", expected at most " + MAX_RATE_PPM + " either way");
        }
        clock.run(rate, request.integer("wall_offset_ms"));
        return CompletableFuture.completedFuture(new JsonObject());
    }

    private static CompletableFuture<JsonObject> echo(Body request) {
        var answer = new JsonObject();
        answer.add("echo", request.any("echo"));
        return CompletableFuture.completedFuture(answer);
    }

    /** The whole answer, an error if need be. Never fails. */
    public CompletableFuture<JsonObject> answer(Body request) {
        return begin(request).handle((answer, failure) -> {
            if (failure != null) {
                return FailureCodes.refusal(failure).toBody();
            }
            answer.addProperty("type", request.type() + "_ok");
            return answer;
        });
    }

    private CompletableFuture<JsonObject> begin(Body request) {
        try {
            Operation operation = operations.get(request.type());
            if (operation == null) {
                throw new RefusedException(ErrorCode.NOT_SUPPORTED, "this node does not know " + request.type());
            }
            return operation.apply(request);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
