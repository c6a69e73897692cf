package io.arbiter.chaos.faults;

import io.arbiter.chaos.faults.spec.Blueprint;
import io.arbiter.chaos.faults.spec.Fault;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.servers.Regions;
import java.time.Duration;
import java.util.Objects;

/**
 * One fault of a schedule. Equal if they print the same.
 */
public final class Strike {
    private final Duration at;
    private final Duration lasts;
    private final FaultKind kind;
    private final Blueprint blueprint;

    Strike(Duration at, Duration lasts, FaultKind kind, Blueprint blueprint) {
        this.at = at;
        this.lasts = lasts;
        this.kind = kind;
        this.blueprint = blueprint;
    }

    /** Its start, from the schedule's start. */
    public Duration at() {
        return at;
    }

    /** Its length. */
    public Duration lasts() {
        return lasts;
    }

    /** Its end, from the schedule's start. */
    public Duration until() {
        return at.plus(lasts);
    }

    /** The name of its kind. */
    public String kind() {
        return kind.name();
    }

    Layer layer() {
        return kind.layer();
    }

    /** Its parameters in words. */
    public String detail() {
        return blueprint.detail();
    }

    /** The fault itself, for these servers. */
    public Fault fault(Regions regions) {
        return blueprint.build().apply(regions);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Strike strike && toString().equals(strike.toString());
    }

    @Override
    public int hashCode() {
        return Objects.hash(toString());
    }

    @Override
    public String toString() {
        return FaultSchedule.line(at, lasts, kind(), detail());
    }
}
