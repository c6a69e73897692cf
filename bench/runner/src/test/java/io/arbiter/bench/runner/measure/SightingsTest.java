package io.arbiter.bench.runner.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SightingsTest {
    private final Sightings sightings = new Sightings(0);

    @Test
    void eachLastsFromTheLookBeforeToTheLookAfter() {
        sightings.look(10, false);
        sightings.look(20, true);
        sightings.look(30, true);
        sightings.look(40, false);
        sightings.look(50, true);
        sightings.look(60, false);
        assertThat(sightings.spells()).containsExactly(new Spell(10, 40), new Spell(40, 60));
    }

    @Test
    void whatIsNotOverDoesNotCount() {
        sightings.look(10, true);
        assertThat(sightings.spells()).isEmpty();
        sightings.look(20, false);
        assertThat(sightings.spells()).containsExactly(new Spell(0, 20));
    }
}
