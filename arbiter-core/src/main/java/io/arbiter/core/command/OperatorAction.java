package io.arbiter.core.command;

import io.arbiter.core.auth.Principal;

/**
 * The person who acts against a holder's will, and the reason, for people; both end up in the event history.
 *
 * @param actor what the caller says of himself
 * @param identity whom the caller's certificate names; nobody without one. What it says is not the caller's choice
 */
public record OperatorAction(String actor, String comment, Principal identity) {
    public OperatorAction {
        CommandChecks.text("actor", actor, 256);
        CommandChecks.text("comment", comment, 1_024);
        CommandChecks.identity(identity);
    }

    /** Of somebody without a certificate. */
    public OperatorAction(String actor, String comment) {
        this(actor, comment, Principal.NOBODY);
    }
}
