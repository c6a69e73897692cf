package io.arbiter.chaos.faults.kind;

import io.arbiter.chaos.faults.spec.Blueprint;
import io.arbiter.chaos.faults.spec.Fault;
import io.arbiter.chaos.faults.spec.FaultKind;
import io.arbiter.chaos.faults.spec.Layer;
import io.arbiter.chaos.servers.Network;
import io.arbiter.chaos.servers.Regions;
import io.arbiter.link.Direction;
import io.arbiter.link.Link;
import io.arbiter.link.Links;
import io.arbiter.link.Passage;
import io.arbiter.testsupport.html.Format;
import java.util.List;

/** Cuts clients off from servers that reach each other well. */
public final class ClientsCutFault implements Fault {
    public static final FaultKind KIND = FaultKind.of("clients", Layer.LINKS, 500, 10_000, random -> {
        Shape shape = Shape.values()[random.nextInt(Shape.values().length)];
        String region = Regions.NAMES.get(random.nextInt(Regions.NAMES.size()));
        Direction direction = Direction.values()[random.nextInt(Direction.values().length)];
        return new Blueprint(
                shape.words(region, direction), regions -> new ClientsCutFault(regions, shape, region, direction));
    });

    private enum Shape {
        CLIENTS_OF_A_REGION("clients in %s cut off from every server, %s"),
        SERVER("every client cut off from the server %s, %s"),
        OWN("clients in %s cut off from their own server, %s");

        private final String words;

        Shape(String words) {
            this.words = words;
        }

        String words(String region, Direction direction) {
            String how = switch (direction) {
                case BOTH -> "both ways";
                case IN -> "answers alone";
                case OUT -> "requests alone";
            };
            return Format.of(words, region, how);
        }

        boolean concerns(String client, String server, String region) {
            return switch (this) {
                case CLIENTS_OF_A_REGION -> client.equals(Network.clientsOf(region));
                case SERVER -> server.equals(region);
                case OWN -> server.equals(region) && client.equals(Network.clientsOf(region));
            };
        }
    }

    private final Regions regions;
    private final Shape shape;
    private final String region;
    private final Direction direction;
    private List<Link> cut = List.of();

    ClientsCutFault(Regions regions, Shape shape, String region, Direction direction) {
        this.regions = regions;
        this.shape = shape;
        this.region = region;
        this.direction = direction;
    }

    @Override
    public String kind() {
        return KIND.name();
    }

    @Override
    public String detail() {
        return shape.words(region, direction);
    }

    @Override
    public void begin() {
        Links links = regions.network().links();
        cut = links.all().stream().filter(this::concerns).toList();
        cut.forEach(link -> link.pass(Passage.CUT));
    }

    private boolean concerns(Link link) {
        boolean request = Regions.NAMES.contains(link.to())
                && !Regions.NAMES.contains(link.from())
                && direction != Direction.IN
                && shape.concerns(link.from(), link.to(), region);
        boolean answer = Regions.NAMES.contains(link.from())
                && !Regions.NAMES.contains(link.to())
                && direction != Direction.OUT
                && shape.concerns(link.to(), link.from(), region);
        return request || answer;
    }

    @Override
    public void end() {
        cut.forEach(link -> link.pass(Passage.OPEN));
    }
}
