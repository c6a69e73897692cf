package io.arbiter.core.command;

/** A lease as its holder names it. The token keeps a late retry off a newer grant (S5; etcd#22082). */
public record LeaseRef(String resource, long session, long token) {
    public LeaseRef {
        CommandChecks.text("resource", resource, Command.MAX_RESOURCE_BYTES);
        CommandChecks.positive("session_id", session);
        CommandChecks.positive("token", token);
    }
}
