package io.arbiter.chaos.bench.nemesis;

import io.arbiter.chaos.bench.loop.SeededRandom;
import java.time.Duration;

/** One kind of fault. */
public interface Nemesis {
    /** Its name in histories and reports. */
    String kind();

    /** Draws one strike. A pure function of the dice and the ground. */
    Strike draw(SeededRandom dice, Ground ground);

    /** How long that strike lasts. */
    default Duration length(SeededRandom dice, Ground ground) {
        return ground.interval().multipliedBy(dice.between(25, 60)).dividedBy(100);
    }

    /** Whether it strikes once, for the whole run, instead of now and then. */
    default boolean isStanding() {
        return false;
    }

    /** The reason why it cannot strike there, for people; empty if it can. */
    default String objection(Ground ground) {
        return "";
    }
}
