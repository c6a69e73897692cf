package io.arbiter.demo.report;

/**
 * The signs and colours of the drawing.
 *
 * @param held   a cell in which the region holds the lease
 * @param levels from no writes to the most of any cell
 * @param faults by {@link Fault.Kind#ordinal}
 * @param colour whether to use ANSI colours
 */
public record Palette(char held, String levels, String faults, char rejected, boolean colour) {
    private static final String RESET = "\u001b[0m";
    private static final String[] REGION_COLOURS = {"\u001b[36m", "\u001b[33m", "\u001b[35m"};

    public static Palette unicode(boolean colour) {
        return new Palette('█', " ▁▂▃▄▅▆▇█", "✗‖╱", '!', colour);
    }

    public static Palette ascii(boolean colour) {
        return new Palette('#', " .:-=+*%@", "xz/", '!', colour);
    }

    String region(int index, String text) {
        return paint(REGION_COLOURS[index % REGION_COLOURS.length], text);
    }

    String bad(String text) {
        return paint("\u001b[31m", text);
    }

    String good(String text) {
        return paint("\u001b[32m", text);
    }

    private String paint(String code, String text) {
        return colour ? code + text + RESET : text;
    }
}
