package io.arbiter.chaos.report.chart;

import java.util.List;

/** One row of a chart of single operations. */
record Lane(String name, Kind kind, List<Mark> marks) {
    /** Height of a row, in pixels. */
    enum Kind {
        /** Only names the rows below it. */
        HEADING(28, 12),
        ROW(24, 12),
        /** Bars above, and below them a line of its own for signs. */
        DOUBLE(40, 29);

        final int height;
        /** The middle of thin bars and signs, from the top of the row. */
        final int line;

        Kind(int height, int line) {
            this.height = height;
            this.line = line;
        }
    }

    /** Shape of a mark: bars have a length, signs have not. */
    enum Shape {
        BAR,
        THIN,
        TICK,
        CROSS,
        TRIANGLE,
        FLAG;

        boolean isBar() {
            return this == BAR || this == THIN;
        }

        String sign() {
            return this == TICK
                    ? Signs.TICK
                    : this == CROSS ? Signs.CROSS : this == TRIANGLE ? Signs.TRIANGLE : Signs.FLAG;
        }
    }

    /**
     * An event.
     *
     * @param to the same as from, for a sign
     * @param cssClass its colour
     * @param label drawn if there is room
     * @param title shown when pointed at
     */
    record Mark(Shape shape, long from, long to, String cssClass, String label, String title) {
        static Mark sign(Shape shape, long at, String cssClass, String title) {
            return new Mark(shape, at, at, cssClass, "", title);
        }
    }

    static Lane of(String name, List<Mark> marks) {
        return new Lane(name, Kind.ROW, marks);
    }

    static Lane ofTwoLines(String name, List<Mark> marks) {
        return new Lane(name, Kind.DOUBLE, marks);
    }

    static Lane heading(String name) {
        return new Lane(name, Kind.HEADING, List.of());
    }
}
