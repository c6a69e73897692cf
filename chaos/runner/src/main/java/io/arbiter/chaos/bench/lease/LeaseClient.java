package io.arbiter.chaos.bench.lease;

import io.arbiter.chaos.bench.client.Answer;
import io.arbiter.chaos.bench.client.Caller;
import io.arbiter.chaos.bench.client.Request;
import io.arbiter.chaos.bench.loop.SeededRandom;
import io.arbiter.chaos.bench.workload.LeaseHolder;
import io.arbiter.chaos.bench.workload.Worker;
import io.arbiter.chaos.history.Operation;
import io.arbiter.client.gate.SendTime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * One process that wants leases: opens a session, acquires, reads and writes behind the guard while its gate is open,
 * releases, and starts again. It can be stopped between its look at the gate and the write.
 */
public final class LeaseClient implements Worker, LeaseHolder {
    private static final double LOOKS_WHO_HOLDS = 0.15;
    private static final double WAITS = 0.6;
    private static final int MOST_WRITES = 40;
    /** For so many TTLs a holder that does not know the fate of its write looks whether its gate stays open. */
    private static final long HOLDS_ON = 2;

    private final Caller caller;
    private final Caller heartbeat;
    private final SeededRandom dice;
    private final LeaseContext context;
    private final DriftingClock clock;
    private final Stall stall = new Stall();
    private final Belongings belongings = new Belongings();
    private final int gateProcess;
    private LeaseSession session;
    private int sessions;
    private int writes;
    private boolean stopsAtWrite;
    private boolean leaving;

    LeaseClient(Caller caller, SeededRandom dice, LeaseContext context) {
        this.caller = caller;
        this.heartbeat = caller.sibling();
        this.dice = dice;
        this.context = context;
        this.clock = new DriftingClock(context.trueTime());
        this.gateProcess = context.recorder().newProcess();
    }

    // ---- the client's next step

    @Override
    public boolean isIdle() {
        return !caller.isBusy() && !stall.isStopped();
    }

    @Override
    public void step() {
        if (session == null || session.isGone()) {
            belongings.endAll();
            open();
        } else if (belongings.tenure() != null) {
            workOn(belongings.tenure());
        } else if (belongings.hasStrays()) {
            Map.Entry<String, Long> stray = belongings.takeStray();
            release(stray.getKey(), stray.getValue());
        } else if (dice.chance(LOOKS_WHO_HOLDS)) {
            call(LeaseRequests.holder(anyResource()), (answer, done) -> {});
        } else {
            acquire(anyResource(), dice.chance(WAITS) ? context.options().ttl().multipliedBy(2) : Duration.ZERO);
        }
    }

    private String anyResource() {
        return "r" + dice.between(1, context.options().resources());
    }

    /** The answer stands in the history when it comes; the client learns of it when it runs. */
    private void call(Request request, BiConsumer<Answer, Operation> then) {
        caller.call(request, (answer, done) -> stall.run(() -> then.accept(answer, done)));
    }

    private void open() {
        String name = name() + "." + ++sessions;
        SendTime sentAt = SendTime.now(clock);
        call(LeaseRequests.open(name, context.options().ttl()), (answer, done) -> {
            if (answer.isOk()) {
                session = new LeaseSession(
                        new LeaseSession.Name(name, done.text("session")),
                        clock,
                        sentAt,
                        heartbeat,
                        stall,
                        context,
                        (sent, held) -> belongings.review(sent, held, caller.isBusy()));
                session.begin();
            }
        });
    }

    private void acquire(String resource, Duration wait) {
        LeaseSession asking = session;
        call(LeaseRequests.acquire(resource, asking.client(), asking.id(), wait), (answer, done) -> {
            if (answer.code() == Answer.KEY_DOES_NOT_EXIST) {
                asking.end();
            } else if (answer.isOk()) {
                begin(asking, resource, done.number("token"));
            }
        });
    }

    private void begin(LeaseSession under, String resource, long token) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("resource", resource);
        fields.put("client", under.client());
        fields.put("token", token);
        if (belongings.isTainted(resource, token)) {
            release(resource, token);
            return;
        }
        var watch = new GateWatch(under.gate(), stall, context, gateProcess, fields);
        watch.begin();
        belongings.begin(new Tenure(
                resource, under.client(), token, SendTime.now(clock), watch, (int) dice.between(1, MOST_WRITES)));
    }

    private void workOn(Tenure held) {
        boolean open = held.gate().isOpen();
        if (leaving || held.isOver(context.trueTime().getAsLong())) {
            belongings.endTenure();
            release(held.resource(), held.token());
        } else if (!open || held.isUnknown()) {
            return;
        } else if (!held.hasRead()) {
            call(
                    LeaseRequests.guardedRead(held.resource(), held.client(), held.token()),
                    (answer, done) -> held.read(answer, answer.isOk() ? done.text("base") : null));
        } else {
            write(held);
        }
    }

    /** The gate was open. A client that stops now does not look again: that is what the guard is for. */
    private void write(Tenure held) {
        if (stopsAtWrite) {
            stopsAtWrite = false;
            stall.stop();
        }
        stall.run(() -> send(held));
    }

    private void send(Tenure held) {
        String value = held.client() + "-" + ++writes;
        call(LeaseRequests.guardedWrite(held, value), (answer, done) -> {
            if (answer.isUnknown()) {
                belongings.taint(held);
                held.holdOn(context.trueTime().getAsLong()
                        + HOLDS_ON * context.options().ttl().toNanos());
            } else {
                held.wrote(answer, value);
            }
        });
    }

    private void release(String resource, long token) {
        call(LeaseRequests.release(resource, session.client(), session.id(), token), (answer, done) -> {});
    }

    // ---- effects of faults on it

    @Override
    public String name() {
        return caller.client().name();
    }

    @Override
    public String node() {
        return caller.client().node();
    }

    @Override
    public void setClock(int ratePpm, Duration wallOffset) {
        clock.set(ratePpm, wallOffset);
    }

    @Override
    public boolean holds() {
        return !stall.isStopped()
                && belongings.tenure() != null
                && belongings.tenure().gate().isOpen();
    }

    @Override
    public void stopAtNextWrite() {
        stopsAtWrite = true;
    }

    @Override
    public void resume() {
        stopsAtWrite = false;
        stall.resume();
    }

    @Override
    public void leave() {
        leaving = true;
    }

    @Override
    public boolean isAtRest() {
        return isIdle() && belongings.tenure() == null;
    }

    /** Its session is not renewed any more. */
    void end() {
        if (session != null) {
            session.end();
        }
        belongings.endAll();
    }
}
