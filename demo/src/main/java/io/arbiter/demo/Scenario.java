package io.arbiter.demo;

import io.arbiter.demo.orders.OrdersTable;
import io.arbiter.demo.report.Failover;
import io.arbiter.demo.report.Fault;
import io.arbiter.demo.report.S7Bound;
import io.arbiter.demo.writer.WriterEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The story: us-east is killed, then paused, then cut off, and us-west takes over each time. */
final class Scenario {
    private static final Duration TAKEOVER = Duration.ofSeconds(30);
    private static final Duration RETURN = Duration.ofSeconds(60);
    /** The time that a resumed or healed region is left alone before it is judged. */
    private static final long SETTLE_MILLIS = 1500;

    private final Stage stage;
    private final Progress progress;
    private final List<Failover> failovers = new ArrayList<>();
    private long healedToken;

    Scenario(Stage stage) {
        this.stage = stage;
        this.progress = stage.progress();
    }

    List<Failover> failovers() {
        return List.copyOf(failovers);
    }

    /** The token that us-east held after everything had healed. */
    long healedToken() {
        return healedToken;
    }

    void run() throws Exception {
        begin();
        killEast();
        returnToEast();
        pauseEast();
        returnToEast();
        cutEastOff();
        returnToEast();
        healedToken = stage.observer().tokenOf(Regions.EAST);
        write();
    }

    private void begin() throws Exception {
        progress.title("Both regions want the lease of 'orders'; whoever holds it writes as fast as it can");
        stage.startWriter(Regions.EAST);
        awaitWritesAbove(Regions.EAST, 0);
        stage.startWriter(Regions.WEST);
        awaitWaiting(Regions.WEST);
        progress.say(
                "us-east writes, us-west waits; %s leads the arbiter",
                stage.observer().leader());
        write();
    }

    private void killEast() throws Exception {
        progress.title("(1) us-east is killed: its node and its writer, with SIGKILL");
        Start start = start(Fault.Kind.KILLED);
        stage.writer(Regions.EAST).kill();
        stage.scripts().run("kill", Regions.EAST);
        takeover(start);
        write();
        progress.say("us-east comes back");
        stage.scripts().run("start", Regions.EAST);
        stage.startWriter(Regions.EAST);
        healed(start);
    }

    private void pauseEast() throws Exception {
        progress.title("(2) us-east is stopped while it writes (SIGSTOP), overtaken, and let go on");
        Start start = start(Fault.Kind.PAUSED);
        stage.writer(Regions.EAST).pause();
        stage.scripts().run("pause", Regions.EAST);
        takeover(start);
        write();
        stage.scripts().run("resume", Regions.EAST);
        stage.writer(Regions.EAST).resume();
        healed(start);
        progress.say("us-east goes on where it was: with writes that passed its gate before the pause");
        TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
        long rejected = stage.writer(Regions.EAST).events().stream()
                .flatMap(List::stream)
                .filter(event -> event.kind() == WriterEvent.Kind.REJECTED)
                .filter(event -> event.token() == start.token())
                .count();
        progress.say("  PostgreSQL has rejected %d late writes with token %d", rejected, start.token());
    }

    private void cutEastOff() throws Exception {
        progress.title("(3) us-east is cut off from the other regions; its writer still reaches PostgreSQL");
        Start start = start(Fault.Kind.CUT_OFF);
        stage.scripts().run("isolate", Regions.EAST);
        takeover(start);
        write();
        stage.scripts().run("heal");
        healed(start);
        progress.say("the links are healed");
    }

    /** The state when a fault started. */
    private record Start(Fault.Kind kind, Instant at, boolean leaderLost, long token) {}

    private Start start(Fault.Kind kind) throws Exception {
        if (stage.observer().tokenOf(Regions.EAST) == 0) {
            progress.say("us-east has lost the lease before its time: this machine is slow");
            returnToEast();
        }
        long token = stage.observer().tokenOf(Regions.EAST);
        boolean leads = stage.observer().leader().equals(Regions.EAST);
        progress.say("us-east holds token %d and %s the arbiter", token, leads ? "leads" : "does not lead");
        return new Start(kind, Instant.now(), leads, token);
    }

    private void takeover(Start start) throws Exception {
        awaitWritesAbove(Regions.WEST, start.token());
        long token = stage.observer().tokenOf(Regions.WEST);
        double seconds = S7Bound.seconds(Duration.between(start.at(), Instant.now()));
        progress.say("us-west writes, %.1f s after the fault", seconds);
        Fault open = new Fault(failovers.size() + 1, Regions.EAST, start.kind(), start.at(), Instant.MAX);
        failovers.add(new Failover(open, start.leaderLost(), start.token(), token));
    }

    /** The fault that started there has ended now. */
    private void healed(Start start) {
        Failover last = failovers.remove(failovers.size() - 1);
        Fault fault = new Fault(last.fault().number(), Regions.EAST, start.kind(), start.at(), Instant.now());
        failovers.add(new Failover(fault, last.leaderLost(), last.oldToken(), last.newToken()));
    }

    private void returnToEast() throws Exception {
        awaitWaiting(Regions.EAST);
        progress.say("us-east waits again; an operator asks us-west to hand the lease back");
        long token = stage.observer().tokenOf(Regions.WEST);
        stage.observer().requestHandoverTo(Regions.EAST);
        awaitWritesAbove(Regions.EAST, token);
        progress.say("us-east writes again");
        write();
    }

    private void write() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(stage.options().writing().toMillis());
    }

    /** The writer has rows under a newer token, and the events have reported that token as well. */
    private void awaitWritesAbove(String region, long token) throws Exception {
        Awaited.until(region + " writes with a token above " + token, TAKEOVER, () -> {
            stage.writer(region).requireAlive();
            return stage.observer().tokenOf(region) > token
                    && OrdersTable.countAbove(stage.database(), region, token) > 0;
        });
    }

    private void awaitWaiting(String region) throws Exception {
        Awaited.until("the writer of " + region + " waits for the lease", RETURN, () -> {
            stage.writer(region).requireAlive();
            return stage.observer().waiterFrom(region).isPresent();
        });
    }
}
