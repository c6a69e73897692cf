package io.arbiter.it;

import java.util.List;

/** Command lines that cannot work. */
final class BadCommandLines {
    static final List<List<String>> ROWS = List.of(
            List.of("frobnicate"),
            List.of("lease"),
            List.of("lease", "get"),
            List.of("lease", "get", "x".repeat(513)),
            List.of("lease", "acquire", "payments", "--ttl", "soon"),
            List.of("lease", "acquire", "payments", "--ttl", "1ms"),
            List.of("lease", "release", "orders", "--session", "1"),
            List.of("lease", "release", "orders", "--session", "1", "--expect-token", "eleven"),
            List.of("lease", "release", "orders", "--session", "1", "--expect-token", "4711"),
            List.of("lease", "break", "orders", "--expect-token", "1", "--yes"),
            List.of("lease", "break", "orders", "--expect-token", "1", "--comment", "drill"),
            List.of("lease", "transfer", "orders", "--to", "eu-central", "--expect-token", "1"),
            List.of("session", "close", "987654321", "--comment", "drill", "--yes"),
            List.of("run", "orders"),
            List.of("--endpoints", "nowhere", "status"),
            List.of("-o", "xml", "status"));

    private BadCommandLines() {}
}
