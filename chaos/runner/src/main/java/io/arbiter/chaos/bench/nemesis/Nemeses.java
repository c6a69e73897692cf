package io.arbiter.chaos.bench.nemesis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All kinds of faults by the names that the command line knows. */
public final class Nemeses {
    private static final Map<String, Nemesis> ALL = new LinkedHashMap<>();

    static {
        ALL.put("partition", new PartitionNemesis(List.of(Cut.values())));
        for (Cut cut : Cut.values()) {
            ALL.put("partition-" + cut.text(), new PartitionNemesis(List.of(cut)));
        }
        ALL.put("kill", new KillNemesis());
        ALL.put("pause", new PauseNemesis());
        ALL.put("clock", new ClockNemesis());
        ALL.put("drift", new DriftNemesis());
        ALL.put("slow", new SlowNemesis());
        ALL.put("loss", new LossNemesis());
        ALL.put("holder-pause", new HolderPauseNemesis());
        ALL.put("holder-cut", new HolderCutNemesis());
    }

    private Nemeses() {}

    /**
     * @param text names between commas, or {@code none}
     * @throws IllegalArgumentException if a name is unknown, or that nemesis cannot strike there
     */
    public static List<Nemesis> named(String text, Ground ground) {
        Map<String, Nemesis> nemeses = named(text);
        nemeses.forEach((name, nemesis) -> {
            if (!nemesis.objection(ground).isEmpty()) {
                throw new IllegalArgumentException("nemesis " + name + " " + nemesis.objection(ground));
            }
        });
        return List.copyOf(nemeses.values());
    }

    /**
     * Whether all of them can strike there.
     *
     * @throws IllegalArgumentException if a name is unknown
     */
    public static boolean fit(String text, Ground ground) {
        return named(text).values().stream()
                .allMatch(nemesis -> nemesis.objection(ground).isEmpty());
    }

    private static Map<String, Nemesis> named(String text) {
        Map<String, Nemesis> nemeses = new LinkedHashMap<>();
        if (text.equals("none")) {
            return nemeses;
        }
        for (String name : text.split(",")) {
            Nemesis nemesis = ALL.get(name);
            if (nemesis == null) {
                throw new IllegalArgumentException("nemesis '" + name + "' is unknown: expected none, or some of "
                        + String.join(",", ALL.keySet()));
            }
            nemeses.put(name, nemesis);
        }
        return nemeses;
    }
}
