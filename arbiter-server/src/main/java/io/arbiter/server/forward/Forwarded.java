package io.arbiter.server.forward;

import io.arbiter.v1.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A call under way to the leader; {@code cancel} returns whether it was definitely never sent. */
public record Forwarded(CompletableFuture<Reply> reply, Supplier<Boolean> cancel) {}
