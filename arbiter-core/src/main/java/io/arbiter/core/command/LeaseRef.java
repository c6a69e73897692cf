package io.arbiter.core.command;

/**
 * A lease as its holder names it. Naming the token is what keeps a late retry off a newer grant (S5; etcd#22082).
 */
public record LeaseRef(String resource, long session, long token) {
    public LeaseRef {
        Shape.text("resource", resource, Command.MAX_RESOURCE_BYTES);
        Shape.positive("session_id", session);
        Shape.positive("token", token);
    }
}
