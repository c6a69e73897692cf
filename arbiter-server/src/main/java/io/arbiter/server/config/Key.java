package io.arbiter.server.config;

/**
 * One setting.
 *
 * @param name dotted, e.g. {@code raft.listen}; {@code *} stands for a node's name
 * @param defaultText as it would be written; null if the key is required; empty if the default depends on others
 */
record Key<T>(String name, ValueType<T> type, String defaultText) {
    boolean isRequired() {
        return defaultText == null;
    }
}
