package io.arbiter.bench.runner.measure;

import java.util.ArrayList;
import java.util.List;

/** Periods in which something was seen, from looks at it now and then: rather a look too long than too short. */
public final class Sightings {
    private final List<Spell> spells = new ArrayList<>();
    private long lastWithout;
    private boolean there;

    /** @param nanos now, before the first look */
    public Sightings(long nanos) {
        this.lastWithout = nanos;
    }

    /** Notes a look. */
    public void look(long nanos, boolean seen) {
        if (there && !seen) {
            spells.add(new Spell(lastWithout, nanos));
        }
        there = seen;
        lastWithout = seen ? lastWithout : nanos;
    }

    /** The ended ones. */
    public List<Spell> spells() {
        return List.copyOf(spells);
    }
}
