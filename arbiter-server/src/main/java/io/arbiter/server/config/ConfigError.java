package io.arbiter.server.config;

/**
 * One mistake in the configuration.
 *
 * @param key the setting concerned
 * @param found the value as written and its place, or the missing part
 * @param expected a description of right values
 */
public record ConfigError(String key, String found, String expected) {
    @Override
    public String toString() {
        return key + ": " + found + "; expected " + expected;
    }
}
