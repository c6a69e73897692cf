package io.arbiter.chaos.check.linear;

/**
 * Number of calls that a search may place, over all its tries. Each costs about a microsecond and, as long as the
 * search of one object lasts, about 150 bytes.
 */
final class Budget {
    private long left;

    Budget(long steps) {
        this.left = steps;
    }

    void spend() {
        left--;
    }

    boolean isSpent() {
        return left <= 0;
    }

    long left() {
        return left;
    }
}
