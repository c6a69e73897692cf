package io.arbiter.core.command;

/** Who acts against a holder's will, and why; both end up in the event history. */
public record Intervention(String actor, String reason) {
    public Intervention {
        Shape.text("actor", actor, 256);
        Shape.text("reason", reason, 1_024);
    }
}
