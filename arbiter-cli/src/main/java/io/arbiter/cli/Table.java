package io.arbiter.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Columns under a header, two spaces apart, without borders, so that grep, awk and eyes all can read it. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();
    private final int columns;
    private UnaryOperator<String> lastColumnPaint = UnaryOperator.identity();

    Table(String... header) {
        this.columns = header.length;
        rows.add(List.of(header));
    }

    Table row(Object... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException(cells.length + " cells in a table of " + columns + " columns");
        }
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cellText(cell));
        }
        rows.add(row);
        return this;
    }

    /** Colour can only stand in the last column, where no padding follows it. */
    Table paintLast(UnaryOperator<String> paint) {
        this.lastColumnPaint = paint;
        return this;
    }

    private static String cellText(Object cell) {
        String text = Text.printable(String.valueOf(cell));
        return text.isEmpty() ? "-" : text;
    }

    String render(Paint paint) {
        int[] widths = widths();
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            String line = line(rows.get(i), widths, i > 0);
            out.append(i == 0 ? paint.bold(line) : line).append('\n');
        }
        return out.toString();
    }

    private int[] widths() {
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        return widths;
    }

    private String line(List<String> row, int[] widths, boolean body) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < columns - 1; i++) {
            line.append(row.get(i)).append(" ".repeat(widths[i] - width(row.get(i)) + 2));
        }
        String last = row.get(columns - 1);
        return line.append(body && !last.equals("-") ? lastColumnPaint.apply(last) : last).toString();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
