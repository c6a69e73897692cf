package io.arbiter.maelstrom.workload;

import com.google.gson.JsonObject;
import io.arbiter.fence.StaleTokenException;
import io.arbiter.maelstrom.guard.GuardedStorage;
import io.arbiter.maelstrom.peer.NoAnswerException;
import io.arbiter.maelstrom.peer.PeerRequests;
import io.arbiter.maelstrom.wire.Body;
import io.arbiter.maelstrom.wire.ErrorCode;
import io.arbiter.maelstrom.wire.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32;

/** Reads and writes of guarded storage, each taken to the one node that has the resource's storage. */
final class GuardedWrites {
    private static final String TYPE = "guard";
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final GuardedStorage storage;
    private final PeerRequests peers;
    private final String self;
    private final List<String> sortedNodes;

    GuardedWrites(GuardedStorage storage, PeerRequests peers, String self, List<String> nodes) {
        this.storage = storage;
        this.peers = peers;
        this.self = self;
        this.sortedNodes = nodes.stream().sorted().toList();
        peers.handle(TYPE, request -> CompletableFuture.completedFuture(here(request)));
    }

    /** A read or a write, by the request's type. */
    CompletableFuture<JsonObject> carryOut(Body request) {
        String owner = owner(request.text("resource"));
        return owner.equals(self)
                ? CompletableFuture.completedFuture(here(guard(request)))
                : peers.ask(owner, TYPE, guard(request).json(), TIMEOUT)
                        .thenApply(GuardedWrites::answer)
                        .exceptionallyCompose(GuardedWrites::unknown);
    }

    private String owner(String resource) {
        var hash = new CRC32();
        hash.update(resource.getBytes(StandardCharsets.UTF_8));
        return sortedNodes.get((int) (hash.getValue() % sortedNodes.size()));
    }

    /** The owner's arguments; a write has a value. */
    private static Body guard(Body request) {
        var guard = new JsonObject();
        guard.addProperty("resource", request.text("resource"));
        guard.addProperty("token", request.integer("token"));
        if (request.type().equals("guarded_write")) {
            guard.addProperty("value", request.text("value"));
        }
        return new Body(guard);
    }

    private JsonObject here(Body guard) {
        var answer = new JsonObject();
        String resource = guard.text("resource");
        long token = guard.integer("token");
        try {
            if (guard.has("value")) {
                storage.write(resource, token, guard.text("value"));
            } else {
                answer.addProperty("value", storage.read(resource, token));
            }
            return answer;
        } catch (StaleTokenException e) {
            throw new RefusedException(ErrorCode.PRECONDITION_FAILED, "stale: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new RefusedException(ErrorCode.MALFORMED_REQUEST, e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("the value may or may not be stored", e);
        }
    }

    private static JsonObject answer(JsonObject fromOwner) {
        var answer = new JsonObject();
        if (fromOwner.has("value")) {
            answer.add("value", fromOwner.get("value"));
        }
        return answer;
    }

    private static CompletableFuture<JsonObject> unknown(Throwable failure) {
        Throwable cause = Causes.of(failure);
        return CompletableFuture.failedFuture(
                cause instanceof NoAnswerException
                        ? new RefusedException(ErrorCode.TIMEOUT, cause.getMessage())
                        : cause);
    }
}
