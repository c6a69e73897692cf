package io.arbiter.chaos.bench.nemesis;

import com.google.gson.JsonObject;
import io.arbiter.chaos.arguments.Durations;
import io.arbiter.chaos.bench.net.Message;
import io.arbiter.chaos.bench.process.Node;
import io.arbiter.chaos.bench.workload.LeaseHolder;
import java.time.Duration;

/**
 * Errors of a machine's clocks.
 *
 * @param ratePpm by how much they are fast, in parts per million
 * @param wallOffset by how much the wall clock is ahead
 */
record ClockError(int ratePpm, Duration wallOffset) {
    static final ClockError NONE = new ClockError(0, Duration.ZERO);

    /** A node that does not know the message goes on with its true clock, which a remark notes. */
    void setOn(Node node, Scene scene) {
        var body = new JsonObject();
        body.addProperty("type", "clock");
        body.addProperty("rate_ppm", ratePpm);
        body.addProperty("wall_offset_ms", wallOffset.toMillis());
        node.ask(body, reply -> requireDone(node, reply, scene));
    }

    private static void requireDone(Node node, Message reply, Scene scene) {
        if (!reply.type().equals("clock_ok")) {
            scene.remarks().accept(node.name() + " keeps its clock: " + reply.body());
        }
    }

    /** All clocks are right again. */
    static void setRight(Scene scene) {
        scene.nodes().list().forEach(node -> NONE.setOn(node, scene));
        scene.clients().forEach(NONE::setOn);
    }

    void setOn(LeaseHolder client) {
        client.setClock(ratePpm, wallOffset);
    }

    @Override
    public String toString() {
        return "%+d ppm, wall %s%s"
                .formatted(ratePpm, wallOffset.isNegative() ? "-" : "+", Durations.text(wallOffset.abs()));
    }
}
