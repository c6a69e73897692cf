package io.arbiter.client.model;

/**
 * A session that is queued for a resource.
 *
 * @param sessionId the session
 * @param holder the waiter's name, for people
 * @param region its home region
 */
public record Waiter(long sessionId, String holder, String region) {}
