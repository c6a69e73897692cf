package io.arbiter.bench.runner.start;

import io.arbiter.bench.runner.measure.Spell;
import java.util.ArrayList;
import java.util.List;

/** When something was there, from looks at it now and then: rather a look too long than too short. */
final class Sightings {
    private final List<Spell> spells = new ArrayList<>();
    private long lastWithout;
    private boolean there;

    /** @param nanos now, before the first look */
    Sightings(long nanos) {
        this.lastWithout = nanos;
    }

    /** Notes a look. */
    void look(long nanos, boolean seen) {
        if (there && !seen) {
            spells.add(new Spell(lastWithout, nanos));
        }
        there = seen;
        lastWithout = seen ? lastWithout : nanos;
    }

    /** Those that are over. */
    List<Spell> spells() {
        return List.copyOf(spells);
    }
}
