package io.arbiter.chaos.servers;

import java.time.Instant;

/**
 * A server's act that no fault explains: it ended unasked, or lives where it should have refused to. To be looked into.
 *
 * @param at        when it was noticed, wall clock, for people
 * @param region    whose server
 * @param what      in words
 * @param lastWords the last lines of its log
 */
public record Incident(Instant at, String region, String what, String lastWords) {
    @Override
    public String toString() {
        return at + " " + region + " " + what + "; the last lines of its log:\n" + lastWords.indent(4);
    }
}
