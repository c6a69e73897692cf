package io.arbiter.chaos.report.data;

import io.arbiter.testsupport.html.Format;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The faults of a run as plots shade them, by kind: those closer together than a hair's breadth are drawn as one. Kinds
 * beyond the twelfth go by the name {@code other}.
 */
public final class FaultKinds {
    private static final int MOST_KINDS = 12;
    private static final int FINEST = 400;

    /** A stretch of shade. */
    public record Shade(long from, long to, String title) {}

    private final Map<String, List<Shade>> shades = new LinkedHashMap<>();

    /** @param end of the run */
    FaultKinds(List<FaultPeriod> periods, long end) {
        for (FaultPeriod period : periods) {
            String kind = Format.shortened(period.kind(), 24);
            boolean known = shades.containsKey(kind) || shades.size() < MOST_KINDS - 1;
            add(shades.computeIfAbsent(known ? kind : "other", k -> new ArrayList<>()), period, end / FINEST);
        }
    }

    private static void add(List<Shade> shades, FaultPeriod period, long gap) {
        String title = Format.shortened(
                period.kind() + ", " + Format.instant(period.from())
                        + (period.isMoment() ? "" : " to " + Format.instant(period.to())) + ": " + period.detail(),
                200);
        Shade last = shades.isEmpty() ? null : shades.get(shades.size() - 1);
        if (last == null || period.from() > last.to + gap) {
            shades.add(new Shade(period.from(), period.to(), title));
        } else {
            shades.set(
                    shades.size() - 1,
                    new Shade(
                            last.from,
                            Math.max(last.to, period.to()),
                            Format.shortened(last.title + "; " + title, 400)));
        }
    }

    /** In the order of their first occurrence. */
    public List<String> names() {
        return List.copyOf(shades.keySet());
    }

    public List<Shade> of(String kind) {
        return shades.get(kind);
    }

    /** The class of its colour. */
    public String colour(String kind) {
        int index = names().indexOf(kind);
        return "k" + (index < 0 ? MOST_KINDS - 1 : index);
    }

    boolean isEmpty() {
        return shades.isEmpty();
    }
}
