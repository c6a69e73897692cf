package io.arbiter.client.model.auth;

/**
 * Gives a role to identities.
 *
 * @param identity a SPIFFE id, in which {@code *} may take the place of any one whole part after the trust domain
 * @param role built-in, or put before
 * @param prefix narrows the role to the resources that begin with it; empty for all that the role grants
 */
public record Binding(String identity, String role, String prefix) {}
