package io.arbiter.simulation.client;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.RecordValue;
import io.arbiter.core.command.Step;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.simulation.time.Coverage.Kind;
import io.arbiter.simulation.time.Env;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One session's commits of several steps: a register that all clients write, each time with a token of its own, and at
 * times another resource with it, which is often held. One at a time, sent again until the arbiter replies.
 */
final class StepWriter {
    private static final String REGISTER = "register";

    private final Env env;
    private final SimSession session;
    private Command underWay;
    private long number;
    private long lastSent;

    StepWriter(Env env, SimSession session) {
        this.env = env;
        this.session = session;
    }

    void tick() {
        if (underWay == null) {
            if (env.random().chance(0.05)) {
                number++;
                underWay = new Command.CommitSteps(session.id(), number, steps());
                send(false);
            }
        } else if (session.client().host().nanoTime() - lastSent
                > session.client().ttlNanos() / 6) {
            send(true);
        }
    }

    /** All that is acquired is released: between commits this writer holds nothing. */
    private List<Step> steps() {
        var value = new RecordValue(("commit " + number).getBytes(StandardCharsets.UTF_8));
        var steps = new ArrayList<Step>();
        steps.add(new Step.Acquire(REGISTER));
        steps.add(new Step.Put(REGISTER, 0, 0, OptionalLong.empty(), Optional.of(value)));
        if (env.random().chance(0.5) && !session.client().wants().isEmpty()) {
            String other = env.random().pick(session.client().wants());
            steps.add(new Step.Acquire(other));
            steps.add(new Step.Release(other, 0));
        }
        steps.add(new Step.Release(REGISTER, 0));
        return steps;
    }

    private void send(boolean again) {
        lastSent = session.client().host().nanoTime();
        Command sent = underWay;
        session.client().call(sent, again, outcome -> onReply(sent, outcome));
    }

    private void onReply(Command sent, Outcome outcome) {
        if (session.isEnded() || sent != underWay) {
            return;
        }
        env.coverage().count(outcome instanceof Refusal ? Kind.STEPS_REFUSED : Kind.STEPS_COMMITTED);
        underWay = null;
        session.endIfRefused(outcome);
    }
}
