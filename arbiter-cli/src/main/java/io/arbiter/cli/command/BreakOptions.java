package io.arbiter.cli.command;

import io.arbiter.cli.base.ProcessEnvironment;
import picocli.CommandLine.Mixin;

/** The requirements for ending something without its holder's consent: a comment, a name and a yes. */
public final class BreakOptions {
    @Mixin
    private final CommentOption why = new CommentOption();

    @Mixin
    private final ActorOption actor = new ActorOption();

    @Mixin
    private final ConfirmationPrompt confirmation = new ConfirmationPrompt();

    public String comment() {
        return why.comment();
    }

    public String actor(ProcessEnvironment around) {
        return actor.name(around);
    }

    /** Returns only if the act is confirmed. */
    public void confirm(ProcessEnvironment around, String question) {
        confirmation.require(around, question);
    }
}
