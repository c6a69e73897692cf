package io.arbiter.client.model.policy;

import java.time.Instant;

/**
 * While it lasts, no lease that it covers moves to another region by itself. Held leases stay held.
 *
 * @param scope a prefix if it is empty or ends with {@code /}, and covers every name that begins with it; else the name
 *     of the one resource that it covers
 * @param actor what the one who paused says of himself
 * @param comment why
 * @param identity whom his certificate names; empty without one
 * @param since a node's wall clock when it began, for people
 * @param version the version of all pauses since it began
 */
public record Pause(String scope, String actor, String comment, String identity, Instant since, long version) {}
