package io.arbiter.chaos.bench.workload;

import io.arbiter.chaos.bench.client.Caller;
import io.arbiter.chaos.bench.client.Request;
import io.arbiter.chaos.history.Operation;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A client whose operations do not depend on one another. */
final class SingleCalls implements Worker {
    private final Caller caller;
    private final Supplier<Request> next;
    private final Consumer<Operation> done;

    SingleCalls(Caller caller, Supplier<Request> next) {
        this(caller, next, completion -> {});
    }

    /** @param done receives each completion */
    SingleCalls(Caller caller, Supplier<Request> next, Consumer<Operation> done) {
        this.caller = caller;
        this.next = next;
        this.done = done;
    }

    @Override
    public boolean isIdle() {
        return !caller.isBusy();
    }

    @Override
    public void step() {
        caller.call(next.get(), (answer, completion) -> done.accept(completion));
    }
}
