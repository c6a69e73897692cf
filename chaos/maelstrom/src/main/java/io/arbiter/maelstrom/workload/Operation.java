package io.arbiter.maelstrom.workload;

import com.google.gson.JsonObject;
import io.arbiter.maelstrom.wire.Body;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Answers a client's request with the fields of the answer; its type is added. Fails with a {@code RefusedException},
 * thrown or in the future. Does not block for longer than a write to disk.
 */
@FunctionalInterface
public interface Operation extends Function<Body, CompletableFuture<JsonObject>> {}
