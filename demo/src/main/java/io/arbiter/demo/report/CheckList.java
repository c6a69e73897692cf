package io.arbiter.demo.report;

import java.util.ArrayList;
import java.util.List;

/** The conditions that have to hold at the end, each with the verdict and the figures behind it. */
public final class CheckList {
    private final Palette palette;
    private final List<String> lines = new ArrayList<>();
    private int failures;

    public CheckList(Palette palette) {
        this.palette = palette;
    }

    public void check(boolean holds, String claim, String figures) {
        if (!holds) {
            failures++;
        }
        lines.add((holds ? palette.good("PASS") : palette.bad("FAIL")) + "  " + claim + ": " + figures);
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    public int failures() {
        return failures;
    }

    /** True if something was checked and nothing failed. */
    public boolean holds() {
        return failures == 0 && !lines.isEmpty();
    }
}
