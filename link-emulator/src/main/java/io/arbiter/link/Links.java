package io.arbiter.link;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The directed links between every two of a few regions. Safe for use by any thread. */
public final class Links {
    private final List<String> regions;
    private final Map<String, Link> byName = new LinkedHashMap<>();
    private volatile Runnable onChange = () -> {};

    /** Links between the given regions (2 to 9 of them), open and without delay. */
    public Links(List<String> regions) {
        this.regions = List.copyOf(regions);
        boolean different = regions.stream().distinct().count() == regions.size();
        if (regions.size() < 2 || regions.size() > 9 || !different) {
            throw new IllegalArgumentException("regions: " + regions + ": expected 2 to 9 different names");
        }
        for (String from : regions) {
            for (String to : regions) {
                if (!from.equals(to)) {
                    byName.put(name(from, to), new Link(from, to, this::changed));
                }
            }
        }
    }

    public List<String> regions() {
        return regions;
    }

    /** Every link, in the order of the regions. */
    public Collection<Link> all() {
        return List.copyOf(byName.values());
    }

    /** The link that carries what {@code from} sends to {@code to}. */
    public Link between(String from, String to) {
        Link link = byName.get(name(from, to));
        if (link == null) {
            throw new IllegalArgumentException(
                    "no link from '" + from + "' to '" + to + "': expected two different regions of " + regions);
        }
        return link;
    }

    /** The links that an isolation of the region cuts. */
    public List<Link> around(String region, Direction direction) {
        if (!regions.contains(region)) {
            throw new IllegalArgumentException("unknown region '" + region + "': expected one of " + regions);
        }
        List<Link> around = new ArrayList<>();
        for (Link link : byName.values()) {
            boolean out = link.from().equals(region) && direction != Direction.IN;
            boolean in = link.to().equals(region) && direction != Direction.OUT;
            if (out || in) {
                around.add(link);
            }
        }
        return around;
    }

    /** Opens every link. */
    public void heal() {
        byName.values().forEach(link -> link.pass(Passage.OPEN));
    }

    void onChange(Runnable listener) {
        onChange = listener;
    }

    private void changed() {
        onChange.run();
    }

    private static String name(String from, String to) {
        return from + ">" + to;
    }
}
