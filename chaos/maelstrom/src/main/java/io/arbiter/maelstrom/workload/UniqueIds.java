package io.arbiter.maelstrom.workload;

import com.google.gson.JsonObject;
import io.arbiter.maelstrom.wire.Body;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Ids that no other has: the fencing token of a resource of its own, acquired and released. */
final class UniqueIds {
    private final Calls calls;
    private final String node;
    private final Tokens tokens;

    UniqueIds(Calls calls, String node, Tokens tokens) {
        this.calls = calls;
        this.node = node;
        this.tokens = tokens;
    }

    CompletableFuture<JsonObject> generate(Body request) {
        var lease = BriefLease.take(calls, node, "ids/" + UUID.randomUUID(), Patience.deadline());
        return lease.granted().whenComplete((granted, failure) -> lease.end()).thenApply(granted -> {
            var answer = new JsonObject();
            answer.addProperty("id", tokens.of(granted));
            return answer;
        });
    }
}
