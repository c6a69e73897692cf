package io.arbiter.chaos.faults.spec;

import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;
import java.util.List;
import java.util.function.UnaryOperator;

/** A fault of the servers that have a role when it begins. */
public abstract class RoleFault implements Fault {
    protected final Regions regions;
    private final String kind;
    private final Role.Drawn role;
    private final UnaryOperator<String> words;
    private List<Region> struck = List.of();

    /**
     * @param kind the name of its kind
     * @param words say what happens to whom
     */
    protected RoleFault(String kind, Regions regions, Role.Drawn role, UnaryOperator<String> words) {
        this.kind = kind;
        this.regions = regions;
        this.role = role;
        this.words = words;
    }

    /** What has to happen to all of them first. */
    protected void prepare(List<Region> victims) throws Exception {}

    /** Strikes one of them. */
    protected abstract void strike(Region region) throws Exception;

    /** Undoes it at one of them. */
    protected abstract void undo(Region region) throws Exception;

    @Override
    public final String kind() {
        return kind;
    }

    @Override
    public String detail() {
        return words.apply(Role.named(role, struck));
    }

    @Override
    public final void begin() throws Exception {
        struck = role.among(regions);
        prepare(struck);
        for (Region region : struck) {
            strike(region);
        }
    }

    @Override
    public final void end() throws Exception {
        for (Region region : struck) {
            undo(region);
        }
    }
}
