package io.arbiter.demo.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Draws a timeline in lines of at most the given width: per region the tenures, the writes and the faults. */
public final class TimelineChart {
    static final int MIN_WIDTH = 50;
    private static final int LABEL = 20;
    private static final int TICK_CELLS = 8;
    private static final int[] TICK_SECONDS = {1, 2, 5, 10, 20, 30, 60, 120, 300, 600};

    private final Timeline timeline;
    private final Palette palette;
    private final int cells;

    /** @param width of the terminal, in columns; below 50 it is taken as 50 */
    public TimelineChart(Timeline timeline, Palette palette, int width) {
        this.timeline = timeline;
        this.palette = palette;
        this.cells = Math.max(MIN_WIDTH, width) - LABEL;
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        int most = mostWrites();
        for (int index = 0; index < timeline.tracks().size(); index++) {
            Track track = timeline.tracks().get(index);
            lines.add(label(track.region(), "lease") + palette.region(index, lease(track)));
            lines.add(label("", "writes") + palette.region(index, writes(track, most)));
            if (!track.rejections().isEmpty()) {
                lines.add(label("", "rejected") + palette.bad(rejections(track)));
            }
            if (!track.faults().isEmpty()) {
                lines.add(label("", "fault") + palette.bad(faults(track)));
            }
        }
        lines.add(" ".repeat(LABEL) + axis());
        if (legend().length() <= cells) {
            lines.add(" ".repeat(LABEL) + legend());
        }
        return lines;
    }

    private static String label(String region, String row) {
        return String.format(Locale.ROOT, "%-10s %-8s ", region, row);
    }

    /** A block per tenure, with its token at the beginning if there is room. */
    private String lease(Track track) {
        char[] row = blank();
        for (Tenure tenure : track.tenures()) {
            int first = timeline.cellOf(tenure.granted(), cells);
            int last = Math.max(first, timeline.cellOf(tenure.ended().minusNanos(1), cells));
            Arrays.fill(row, first, last + 1, palette.held());
            String token = String.valueOf(tenure.token());
            if (token.length() <= last - first + 1) {
                token.getChars(0, token.length(), row, first);
            }
        }
        return new String(row);
    }

    private String writes(Track track, int most) {
        int[] counts = count(track.writes());
        char[] row = blank();
        int levels = palette.levels().length() - 1;
        for (int cell = 0; cell < cells; cell++) {
            // Rounded up: a cell with a single write must not look empty.
            row[cell] = palette.levels().charAt((int) (((long) counts[cell] * levels + most - 1) / most));
        }
        return new String(row);
    }

    private String rejections(Track track) {
        int[] counts = count(track.rejections());
        char[] row = blank();
        for (int cell = 0; cell < cells; cell++) {
            row[cell] = counts[cell] == 0 ? ' ' : palette.rejected();
        }
        return new String(row);
    }

    /** The fault's number where it starts, then its sign. */
    private String faults(Track track) {
        char[] row = blank();
        for (Fault fault : track.faults()) {
            int first = timeline.cellOf(fault.from(), cells);
            int last = Math.max(first, timeline.cellOf(fault.to().minusNanos(1), cells));
            Arrays.fill(
                    row, first, last + 1, palette.faults().charAt(fault.kind().ordinal()));
            row[first] = (char) ('0' + fault.number());
        }
        return new String(row);
    }

    /** A tick every so many whole seconds, at least eight cells apart. */
    private String axis() {
        char[] row = blank();
        double cellSeconds = S7Bound.seconds(timeline.cell(cells));
        int step = Arrays.stream(TICK_SECONDS)
                .filter(seconds -> seconds >= TICK_CELLS * cellSeconds)
                .findFirst()
                .orElse(TICK_SECONDS[TICK_SECONDS.length - 1]);
        for (int tick = 0; ; tick += step) {
            String label = "|" + tick + "s";
            int cell = (int) (tick / cellSeconds);
            if (cell + label.length() > cells) {
                return new String(row);
            }
            label.getChars(0, label.length(), row, cell);
        }
    }

    private String legend() {
        return palette.held() + " holds (from its token)  "
                + palette.faults().charAt(0) + " killed  " + palette.faults().charAt(1) + " paused  "
                + palette.faults().charAt(2) + " cut off  " + palette.rejected() + " rejected";
    }

    private int mostWrites() {
        return Math.max(
                1,
                timeline.tracks().stream()
                        .flatMapToInt(track -> Arrays.stream(count(track.writes())))
                        .max()
                        .orElse(1));
    }

    private int[] count(List<Instant> moments) {
        int[] counts = new int[cells];
        moments.forEach(moment -> counts[timeline.cellOf(moment, cells)]++);
        return counts;
    }

    private char[] blank() {
        char[] row = new char[cells];
        Arrays.fill(row, ' ');
        return row;
    }
}
