package io.arbiter.simulation.client;

import io.arbiter.core.command.Command;
import io.arbiter.core.outcome.Outcome;
import java.util.function.Consumer;

/** A release or a transfer, sent again until the arbiter replies. The gate has been closed before. */
final class ReleaseRetry {
    private final SimClient client;
    private final Command command;
    private final Consumer<Outcome> onReply;
    private long lastSent;
    private boolean replied;

    ReleaseRetry(SimClient client, Command command, Consumer<Outcome> onReply) {
        this.client = client;
        this.command = command;
        this.onReply = onReply;
        send(false);
    }

    void repeatIfDue() {
        if (client.host().nanoTime() - lastSent > client.ttlNanos() / 6) {
            send(true);
        }
    }

    private void send(boolean again) {
        lastSent = client.host().nanoTime();
        client.call(command, again, this::receive);
    }

    boolean sends(Command other) {
        return command == other;
    }

    private void receive(Outcome outcome) {
        if (!replied) {
            replied = true;
            onReply.accept(outcome);
        }
    }
}
