package io.arbiter.chaos.bench.client;

import io.arbiter.chaos.bench.process.NodeFailedException;
import io.arbiter.chaos.history.Operation;
import io.arbiter.chaos.history.Recorder;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A process of the history: asks through a client, one operation at a time, and records. After an operation whose fate
 * is unknown it goes on under a new number. On the loop only.
 */
public final class Caller {
    private final Client client;
    private final Recorder recorder;
    private final Duration timeout;
    private int process;
    private boolean busy;

    public Caller(Client client, Recorder recorder, Duration timeout) {
        this.client = client;
        this.recorder = recorder;
        this.timeout = timeout;
        this.process = recorder.newProcess();
    }

    /** Another process behind the same client. */
    public Caller sibling() {
        return new Caller(client, recorder, timeout);
    }

    public Client client() {
        return client;
    }

    public boolean isBusy() {
        return busy;
    }

    /**
     * @param then gets the answer and, as it stands in the history, the completion
     * @throws IllegalStateException if an operation is in flight
     */
    public void call(Request request, BiConsumer<Answer, Operation> then) {
        if (busy) {
            throw new IllegalStateException(client.name() + " has an operation under way");
        }
        busy = true;
        recorder.invoke(process, request.f(), request.fields());
        client.ask(request.body(), timeout.plus(request.longer()), reply -> {
            busy = false;
            Answer answer = request.read(reply);
            then.accept(answer, record(request, answer));
        });
    }

    private Operation record(Request request, Answer answer) {
        String f = request.f();
        return switch (answer.type()) {
            case OK -> recorder.ok(process, f, completed(request, answer));
            case FAIL -> recorder.fail(process, f, request.fields(), answer.error());
            default -> {
                Operation unknown = recorder.info(process, f, request.fields(), answer.error());
                process = recorder.newProcess();
                yield unknown;
            }
        };
    }

    private Map<String, Object> completed(Request request, Answer answer) {
        try {
            return request.completed(answer.body());
        } catch (IllegalArgumentException e) {
            throw new NodeFailedException("node " + client.node() + ": " + e.getMessage());
        }
    }
}
