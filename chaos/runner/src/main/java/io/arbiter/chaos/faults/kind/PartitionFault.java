package io.arbiter.chaos.faults.kind;

import io.arbiter.chaos.faults.spec.Blueprint;
import io.arbiter.chaos.faults.spec.Fault;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.faults.spec.Role;
import io.arbiter.chaos.servers.Network;
import io.arbiter.chaos.servers.Region;
import io.arbiter.chaos.servers.Regions;
import io.arbiter.link.Link;
import io.arbiter.link.Passage;
import io.arbiter.testsupport.html.Format;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts servers off from each other; clients of a region that is cut off share its fate. Black holes: no connection is
 * reset, and held traffic arrives after the end.
 */
public final class PartitionFault implements Fault {
    public static final FaultKind KIND = FaultKind.of("partition", Layer.LINKS, 500, 10_000, random -> {
        Shape shape = Shape.values()[random.nextInt(Shape.values().length)];
        Role.Drawn role = Role.draw(random, Role.LEADER, Role.FOLLOWER);
        return new Blueprint(shape.words(role.toString()), regions -> new PartitionFault(regions, shape, role));
    });

    /** The routes that are cut around the struck one. */
    public enum Shape {
        /** It neither sends nor receives. */
        ISOLATED("%s cut off both ways"),
        /** Its messages arrive, but it receives none. */
        DEAF("%s hears nobody"),
        /** It receives from the others. */
        MUTE("%s is heard by nobody"),
        /** Its two peers do not reach each other, but both reach it. */
        BRIDGE("%s alone reaches both others"),
        /** Each receives from one neighbour only: it sends to the next, and receives from the one before. */
        RING("each hears one other alone, from %s on"),
        /** No server reaches another. */
        SHATTERED("everybody alone, %s too");

        private final String words;

        Shape(String words) {
            this.words = words;
        }

        String words(String whom) {
            return Format.of(words, whom);
        }

        List<Link> cut(Network network, List<String> names) {
            String first = names.get(0);
            List<Link> cut = new ArrayList<>();
            switch (this) {
                case DEAF -> cut.addAll(network.entering(first));
                case MUTE -> cut.addAll(network.leaving(first));
                case BRIDGE -> cut.addAll(network.crossing(names.get(1), names.get(2)));
                case SHATTERED -> cut.addAll(network.crossing());
                case RING -> {
                    for (int at = 0; at < names.size(); at++) {
                        cut.addAll(network.oneWay(names.get((at + 1) % names.size()), names.get(at)));
                    }
                }
                default -> cut.addAll(network.around(first));
            }
            return cut;
        }
    }

    private final Regions regions;
    private final Shape shape;
    private final Role.Drawn role;
    private String detail;
    private List<Link> cut = List.of();

    public PartitionFault(Regions regions, Shape shape, Role.Drawn role) {
        this.regions = regions;
        this.shape = shape;
        this.role = role;
        this.detail = shape.words(role.toString());
    }

    @Override
    public String kind() {
        return KIND.name();
    }

    @Override
    public String detail() {
        return detail;
    }

    @Override
    public void begin() throws InterruptedException {
        List<Region> struck = role.among(regions);
        List<String> names = new ArrayList<>(List.of(struck.get(0).name()));
        Regions.NAMES.stream().filter(name -> !names.contains(name)).forEach(names::add);
        detail = shape.words(Role.named(role, struck));
        cut = shape.cut(regions.network(), names);
        cut.forEach(link -> link.pass(Passage.CUT));
    }

    @Override
    public void end() {
        cut.forEach(link -> link.pass(Passage.OPEN));
    }
}
