package io.arbiter.server.config;

/**
 * One thing that is wrong.
 *
 * @param key what it is about
 * @param found the value as written and where, or what is missing
 * @param expected what would be right
 */
public record Mistake(String key, String found, String expected) {
    @Override
    public String toString() {
        return key + ": " + found + "; expected " + expected;
    }
}
