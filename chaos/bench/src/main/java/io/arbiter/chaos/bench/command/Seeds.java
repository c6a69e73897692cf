package io.arbiter.chaos.bench.command;

/** From the first to the last, both included. */
record Seeds(long first, long last) {
    /**
     * @param text {@code 1..20}, or {@code 7}
     * @throws IllegalArgumentException if it is neither
     */
    static Seeds parse(String text) {
        if (!text.matches("\\d{1,18}(\\.\\.\\d{1,18})?")) {
            throw new IllegalArgumentException("'" + text + "' are no seeds: expected 1..20, or 7");
        }
        String[] ends = text.split("\\.\\.");
        var seeds = new Seeds(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
        if (seeds.first > seeds.last) {
            throw new IllegalArgumentException("'" + text + "' counts down: expected the smaller seed first");
        }
        return seeds;
    }
}
