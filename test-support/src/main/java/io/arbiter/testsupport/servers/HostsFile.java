package io.arbiter.testsupport.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** A region's view of the others' names, as in hosts(5): for {@code -Djdk.net.hosts.file} of its processes. */
public final class HostsFile {
    private HostsFile() {}

    /**
     * @param domain behind the names of the regions, with its dot
     * @param addresses of the regions, by name
     */
    public static void write(Path file, String domain, UnaryOperator<String> addresses) throws IOException {
        // The file replaces the machine's own, where programs look up the machine itself.
        var text = new StringBuilder(
                "127.0.0.1 localhost\n127.0.0.1 " + InetAddress.getLocalHost().getHostName() + "\n");
        Geography.NAMES.forEach(region -> text.append(addresses.apply(region))
                .append(' ')
                .append(region)
                .append(domain)
                .append('\n'));
        Files.writeString(file, text);
    }
}
