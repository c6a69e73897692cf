package io.arbiter.core.command;

/** The person who acts against a holder's will, and the reason, for people; both end up in the event history. */
public record OperatorAction(String actor, String comment) {
    public OperatorAction {
        CommandChecks.text("actor", actor, 256);
        CommandChecks.text("comment", comment, 1_024);
    }
}
