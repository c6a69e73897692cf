package io.arbiter.chaos.bench.workload;

import io.arbiter.chaos.bench.client.Answer;
import io.arbiter.chaos.bench.client.Caller;
import io.arbiter.chaos.bench.client.Request;
import io.arbiter.chaos.bench.loop.EventLoop;
import io.arbiter.chaos.bench.loop.SeededRandom;
import io.arbiter.chaos.check.Checker;
import io.arbiter.chaos.check.LostWrites;
import io.arbiter.chaos.check.linear.Linearizability;
import io.arbiter.chaos.history.Operation;
import io.arbiter.chaos.history.OperationType;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** {@code lin-kv}: registers that are read, written and compared-and-set; each is linearizable. */
public final class LinKvWorkload implements Workload {
    private static final double READS = 0.4;
    private static final double WRITES = 0.7;

    private final EventLoop loop;
    private final Keys keys = new Keys();

    public LinKvWorkload(EventLoop loop) {
        this.loop = loop;
    }

    @Override
    public String name() {
        return "lin-kv";
    }

    @Override
    public Worker worker(Caller caller, SeededRandom dice) {
        return new SingleCalls(caller, () -> next(dice), this::learn);
    }

    private Request next(SeededRandom dice) {
        long key = keys.next(dice);
        double choice = dice.fraction();
        if (choice < READS) {
            return read(key);
        }
        return choice < READS + WRITES * (1 - READS)
                ? keyed("write", key).with("value", keys.newValue())
                : keyed("cas", key).with("from", keys.lastSeen(key)).with("to", keys.newValue());
    }

    private static Request keyed(String f, long key) {
        return Request.of(f, f).recorded("key", String.valueOf(key)).sent("key", key);
    }

    /** A missing key is an observation like any other. */
    private static Request read(long key) {
        return keyed("read", key)
                .result("value", "value")
                .reading(answer -> answer.code() == Answer.KEY_DOES_NOT_EXIST ? Answer.ok("value", null) : answer);
    }

    private void learn(Operation completion) {
        String field = completion.f().equals("cas") ? "to" : "value";
        if (completion.type() == OperationType.OK && completion.value().get(field) instanceof Long value) {
            keys.saw(Long.parseLong(completion.text("key")), value);
        }
    }

    @Override
    public CompletableFuture<Void> conclude(List<Caller> callers) {
        return FinalCalls.ask(
                loop, callers, keys.used().stream().map(LinKvWorkload::read).toList());
    }

    @Override
    public List<Checker> checkers() {
        return List.of(Linearizability.ofRegisters(), new LostWrites(), Useful.PROGRESS);
    }

    @Override
    public Set<String> essentials() {
        return Set.of("read", "write");
    }
}
