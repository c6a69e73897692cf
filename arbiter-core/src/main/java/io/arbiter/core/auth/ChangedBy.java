package io.arbiter.core.auth;

/** Who changed it, by certificate, and why, for people. */
public record ChangedBy(Principal caller, String comment) {}
