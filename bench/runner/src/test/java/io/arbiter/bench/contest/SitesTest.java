package io.arbiter.bench.contest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SitesTest {
    @TempDir
    private Path parent;

    @Test
    void localNodesAreReachedAtTheirOwnAddresses() throws IOException {
        try (Site site = Site.local(parent)) {
            assertThat(site.address(0, 1, 7400)).isEqualTo(site.host(1) + ":7400");
            assertThat(site.name(1)).isEqualTo(site.host(1));
            assertThat(site.hosts(0)).isEmpty();
        }
    }

    @Test
    void sitesOfTheSameTimeShareNoAddress() throws IOException {
        try (Site one = Site.local(parent);
                Site other = Site.wan(parent)) {
            assertThat(Stream.of(0, 1, 2).map(one::host))
                    .doesNotContainAnyElementsOf(
                            Stream.of(0, 1, 2).map(other::host).toList());
        }
    }

    @Test
    void directoriesGoWithTheSite() throws IOException {
        try (Site site = Site.wan(parent)) {
            Files.createDirectories(site.directory(2).resolve("a/b"));
            Files.writeString(site.directory(2).resolve("a/b/c"), "data");
            assertThat(site.directory(0)).isEmptyDirectory();
        }
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void everyLinkLeadsToTheNodeThatItNames() throws IOException {
        try (Site site = Site.wan(parent)) {
            for (int to = 0; to < 3; to++) {
                for (int port : site.ports()) {
                    try (var node = new ServerSocket()) {
                        node.bind(new InetSocketAddress(site.host(to), port));
                        requireReached(site, to, port, node);
                    }
                }
            }
        }
    }

    private static void requireReached(Site site, int to, int port, ServerSocket node) throws IOException {
        for (int from = 0; from < 3; from++) {
            String address = site.address(from, to, port);
            String host = address.substring(0, address.indexOf(':'));
            try (var caller = new Socket(host, port)) {
                node.setSoTimeout(10_000);
                try (Socket called = node.accept()) {
                    caller.getOutputStream().write(from);
                    assertThat(called.getInputStream().read()).isEqualTo(from);
                }
            }
            assertThat(host.equals(site.host(to))).as("direct").isEqualTo(from == to);
        }
    }

    @Test
    void aHostsFileMapsEachNameToWhereThePlaceFindsIt() throws IOException {
        try (Site site = Site.wan(parent)) {
            List<String> lines = Files.readAllLines(site.hosts(1).orElseThrow());
            for (int to = 0; to < 3; to++) {
                String address = site.address(1, to, 7400).replace(":7400", "");
                assertThat(lines).contains(address + " " + site.name(to));
                assertThat(InetAddress.getByName(address).isLoopbackAddress()).isTrue();
            }
        }
    }
}
