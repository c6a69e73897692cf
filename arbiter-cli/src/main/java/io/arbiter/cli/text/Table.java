package io.arbiter.cli.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Columns under a header, two spaces apart, without borders, so that grep, awk and eyes all can read it. Columns align
 * as terminals show them; on one that is too narrow the widest cells are cut, elsewhere nothing is.
 */
public final class Table {
    private static final int GAP = 2;
    /** A narrower column shows nothing useful. */
    private static final int LEAST_COLUMN = 6;

    private final List<List<String>> rows = new ArrayList<>();
    private final int columns;
    private UnaryOperator<String> lastColumnPaint = UnaryOperator.identity();

    public Table(String... header) {
        this.columns = header.length;
        rows.add(List.of(header));
    }

    public Table row(Object... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException(cells.length + " cells in a table of " + columns + " columns");
        }
        rows.add(Arrays.stream(cells).map(Table::cellText).toList());
        return this;
    }

    /** Colour can only stand in the last column, where no padding follows it. */
    public Table paintLast(UnaryOperator<String> paint) {
        this.lastColumnPaint = paint;
        return this;
    }

    private static String cellText(Object cell) {
        String text = Text.printable(String.valueOf(cell));
        return text.isEmpty() ? "-" : text;
    }

    /** @param screen the columns of the terminal; 0 if there is none */
    public String render(AnsiColors paint, int screen) {
        int[] widths = widths();
        if (screen > 0) {
            shrink(widths, screen);
        }
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
                widths[i] = Math.max(widths[i], DisplayWidth.of(row.get(i)));
            }
        }
        return widths;
    }

    /** Takes from the widest column until the line fits, or nothing more can be taken. */
    private static void shrink(int[] widths, int screen) {
        int over = Arrays.stream(widths).sum() + GAP * (widths.length - 1) - screen;
        for (; over > 0; over--) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            if (widths[widest] <= LEAST_COLUMN) {
                return;
            }
            widths[widest]--;
        }
    }

    private String line(List<String> row, int[] widths, boolean body) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < columns - 1; i++) {
            String cell = DisplayWidth.cut(row.get(i), widths[i]);
            line.append(cell).append(" ".repeat(widths[i] - DisplayWidth.of(cell) + GAP));
        }
        String last = DisplayWidth.cut(row.get(columns - 1), widths[columns - 1]);
        return line.append(body && !last.equals("-") ? lastColumnPaint.apply(last) : last)
                .toString();
    }
}
