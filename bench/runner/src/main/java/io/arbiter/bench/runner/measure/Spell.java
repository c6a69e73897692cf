package io.arbiter.bench.runner.measure;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** A stretch of time on the machine's monotonic clock, which all its processes share. */
public record Spell(long beginNanos, long endNanos) {
    public long nanos() {
        return endNanos - beginNanos;
    }

    /** Whether they have an instant in common. */
    public boolean meets(Spell other) {
        return beginNanos - other.endNanos <= 0 && other.beginNanos - endNanos <= 0;
    }

    /** Whether it overlaps any of them. */
    public boolean meetsAny(List<Spell> others) {
        return others.stream().anyMatch(this::meets);
    }

    /** The ones that it overlaps. */
    public List<Spell> those(List<Spell> others) {
        return others.stream().filter(this::meets).toList();
    }

    /** The part of it that none of them covers. */
    public long nanosOutside(List<Spell> others) {
        long outside = 0;
        long at = beginNanos;
        for (Spell other : others.stream()
                .sorted(Comparator.comparingLong(Spell::beginNanos))
                .toList()) {
            outside += Math.max(0, Math.min(other.beginNanos, endNanos) - at);
            at = Math.max(at, other.endNanos);
        }
        return outside + Math.max(0, endNanos - at);
    }

    /** The same, starting so much earlier and ending so much later. */
    public Spell widened(Duration before, Duration after) {
        return new Spell(beginNanos - before.toNanos(), endNanos + after.toNanos());
    }
}
