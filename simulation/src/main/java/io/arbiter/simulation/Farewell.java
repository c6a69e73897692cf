package io.arbiter.simulation;

import io.arbiter.core.command.Command;
import io.arbiter.core.outcome.Outcome;
import java.util.function.Consumer;

/** A release or a transfer, said again and again until the arbiter answers. The gate has been closed before. */
final class Farewell {
    private final SimClient client;
    private final Command command;
    private final Consumer<Outcome> onAnswer;
    private long lastSent;
    private boolean answered;

    Farewell(SimClient client, Command command, Consumer<Outcome> onAnswer) {
        this.client = client;
        this.command = command;
        this.onAnswer = onAnswer;
        say(false);
    }

    void repeatIfDue() {
        if (client.host().nanoTime() - lastSent > client.ttlNanos() / 6) {
            say(true);
        }
    }

    private void say(boolean again) {
        lastSent = client.host().nanoTime();
        client.call(command, again, this::answer);
    }

    boolean says(Command said) {
        return command == said;
    }

    private void answer(Outcome outcome) {
        if (!answered) {
            answered = true;
            onAnswer.accept(outcome);
        }
    }
}
