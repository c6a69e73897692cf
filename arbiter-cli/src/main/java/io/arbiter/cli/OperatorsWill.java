package io.arbiter.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What it takes to end something without its holder's consent: a reason, a name and a yes. */
final class OperatorsWill {
    @Option(names = "--reason", paramLabel = "TEXT", required = true, converter = Converters.Reason.class,
            description = "Why, for the event history; 1..1024 bytes.")
    private String reason;

    @Mixin
    private final Actor actor = new Actor();

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    String reason() {
        return reason;
    }

    String actor(Surroundings around) {
        return actor.name(around);
    }

    /** Returns only if it is to be done. */
    void confirm(Surroundings around, String question) {
        confirmation.require(around, question);
    }
}
