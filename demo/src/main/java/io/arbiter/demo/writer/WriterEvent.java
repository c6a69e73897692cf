package io.arbiter.demo.writer;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An event that a writer process noticed.
 *
 * @param at     this machine's wall clock, in microseconds; database and arbiter use the same clock
 * @param token  the token it is about, 0 if none
 * @param detail for people, without line breaks; for COUNTED the counts
 */
public record WriterEvent(Instant at, Kind kind, long token, String detail) {

    /** The kinds of events. */
    public enum Kind {
        STARTED,
        WAITING,
        ACQUIRED,
        GATE_OPEN,
        GATE_CLOSED,
        REJECTED,
        FAILED,
        COUNTED,
        LOST,
        STOPPED
    }

    static WriterEvent now(Kind kind, long token, String detail) {
        return new WriterEvent(
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                kind,
                token,
                detail.lines().findFirst().orElse(""));
    }

    String line() {
        return at + "|" + kind + "|" + token + "|" + detail;
    }

    static WriterEvent parse(String line) {
        String[] fields = line.split("\\|", 4);
        return new WriterEvent(Instant.parse(fields[0]), Kind.valueOf(fields[1]), Long.parseLong(fields[2]), fields[3]);
    }
}
