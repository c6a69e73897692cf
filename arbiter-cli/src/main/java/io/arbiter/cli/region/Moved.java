package io.arbiter.cli.region;

import com.google.gson.JsonObject;

/**
 * What became of a move.
 *
 * @param to where it was to be; empty if nobody waits elsewhere
 * @param reason why it was refused or failed, or how far it is; UPPER_SNAKE_CASE
 * @param detail the same for people; may be empty
 */
record Moved(Move move, String to, Outcome outcome, String reason, String detail) {
    enum Outcome {
        /** The new holder said that it is ready. */
        COMPLETED,
        /** A session of the target holds it, and has yet to say so. */
        GRANTED,
        /** Nothing stands in its way: of a dry run. */
        WOULD_MOVE,
        /** It has begun, and time ran out. */
        PENDING,
        /** It was refused, or failed. */
        NOT_MOVED,
        /** No node answered in time: it may or may not have begun. */
        NOT_KNOWN
    }

    static Moved notMoved(Move move, String to, String reason, String detail) {
        return new Moved(move, to, Outcome.NOT_MOVED, reason, detail);
    }

    boolean isDone() {
        return outcome == Outcome.COMPLETED || outcome == Outcome.GRANTED || outcome == Outcome.WOULD_MOVE;
    }

    JsonObject json() {
        var object = new JsonObject();
        object.addProperty("resource", move.resource());
        object.addProperty("from", move.from());
        object.addProperty("to", to);
        object.addProperty("outcome", outcome.name());
        object.addProperty("reason", reason);
        object.addProperty("detail", detail);
        return object;
    }
}
