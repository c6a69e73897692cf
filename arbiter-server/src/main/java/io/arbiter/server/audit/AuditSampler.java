package io.arbiter.server.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Thins out denials, which anybody can cause as often as he likes: of those of one kind, by one caller or from one
 * address, the first few of a minute are kept as they are, and the others as one event with their number at its end. A
 * flood that lasts for days would fill the files even so: beyond a first burst only a few a minute are kept in all. So
 * it neither fills the disk nor pushes out what operators did. Thread-safe.
 */
final class AuditSampler {
    static final int EACH_KIND = 10;
    /** Beyond it, further kinds of the same minute share one number. One caller who tries every call stays below. */
    static final int KINDS = 64;

    /** Kept in the long run, of all kinds together; what a quiet time leaves over makes one full minute. */
    static final int EACH_MINUTE = 10;

    private static final int BURST = KINDS * EACH_KIND;

    static final String OTHERS = "others";
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Map<String, Seen> kinds = new LinkedHashMap<>();
    private Instant windowBegan = Instant.MAX;
    private long others;
    private double credit = BURST;
    private Instant earnedUntil = Instant.MAX;

    private static final class Seen {
        final AuditEvent first;
        long count;
        int kept;

        Seen(AuditEvent first) {
            this.first = first;
        }
    }

    /** Whether the event is to be kept as it is; else it is only counted. */
    synchronized boolean isKept(AuditEvent event) {
        String kind = kind(event);
        if (kinds.isEmpty() && others == 0) {
            windowBegan = event.at();
        }
        if (!kinds.containsKey(kind) && kinds.size() >= KINDS) {
            others++;
            return false;
        }
        Seen seen = kinds.computeIfAbsent(kind, first -> new Seen(event));
        seen.count++;
        boolean kept = seen.kept < EACH_KIND && takeCredit(event.at());
        seen.kept += kept ? 1 : 0;
        return kept;
    }

    private boolean takeCredit(Instant now) {
        if (now.isAfter(earnedUntil)) {
            double minutes = (double) Duration.between(earnedUntil, now).toMillis() / WINDOW.toMillis();
            credit = Math.min(BURST, credit + EACH_MINUTE * minutes);
        }
        earnedUntil = now;
        boolean enough = credit >= 1;
        credit -= enough ? 1 : 0;
        return enough;
    }

    private static String kind(AuditEvent event) {
        return String.join(
                "\n",
                event.caller(),
                event.action(),
                event.outcome(),
                event.details().getOrDefault("port", ""),
                event.details().getOrDefault("from", ""));
    }

    /** The numbers of a minute that is over; nothing while it is not. */
    synchronized List<AuditEvent> endOfMinute(Instant now) {
        boolean over = windowBegan != Instant.MAX && !now.isBefore(windowBegan.plus(WINDOW));
        return over ? counted(now) : List.of();
    }

    /** The numbers so far. A new minute begins with the next event. */
    synchronized List<AuditEvent> counted(Instant now) {
        var numbers = new ArrayList<AuditEvent>();
        for (Seen seen : kinds.values()) {
            if (seen.count > seen.kept) {
                numbers.add(number(now, seen.first, seen.count - seen.kept));
            }
        }
        if (others > 0) {
            numbers.add(number(now, new AuditEvent(now, "", OTHERS, "REFUSED", Map.of()), others));
        }
        kinds.clear();
        others = 0;
        windowBegan = Instant.MAX;
        return numbers;
    }

    private AuditEvent number(Instant now, AuditEvent first, long more) {
        var details = new TreeMap<String, String>();
        for (String kept : List.of("port", "from")) {
            if (first.details().containsKey(kept)) {
                details.put(kept, first.details().get(kept));
            }
        }
        details.put("more", Long.toString(more));
        details.put("since", windowBegan.toString());
        return new AuditEvent(now, first.caller(), first.action(), first.outcome(), details);
    }
}
