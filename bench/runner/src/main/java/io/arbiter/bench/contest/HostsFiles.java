package io.arbiter.bench.contest;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** Resolves the nodes' names at each place, in files as in hosts(5), which lie beside the nodes' directories. */
record HostsFiles(Grounds grounds) {
    private static final String DOMAIN = ".bench.test";

    static String name(int node) {
        return Regions.NAMES.get(node) + DOMAIN;
    }

    Path of(int from) {
        return grounds.directories().root().resolve("hosts-of-" + Regions.NAMES.get(from));
    }

    void write() throws IOException {
        // The file replaces the machine's own, where programs look up the machine itself.
        String machine =
                "127.0.0.1 localhost\n127.0.0.1 " + InetAddress.getLocalHost().getHostName() + "\n";
        for (int from = 0; from < Regions.NAMES.size(); from++) {
            var text = new StringBuilder(machine);
            for (int to = 0; to < Regions.NAMES.size(); to++) {
                text.append(grounds.block().seen(from, to))
                        .append(' ')
                        .append(name(to))
                        .append('\n');
            }
            Files.writeString(of(from), text);
        }
    }
}
