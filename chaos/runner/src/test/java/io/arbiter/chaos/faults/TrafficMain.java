package io.arbiter.chaos.faults;

import io.arbiter.chaos.servers.Regions;
import io.arbiter.client.ArbiterClient;
import io.arbiter.client.ArbiterException;
import io.arbiter.client.Lease;
import io.arbiter.testsupport.process.Jdk;
import io.arbiter.testsupport.process.Spawner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Keeps the servers' logs growing, in a process of its own; prints a line for each write. Arguments: region,
 * endpoints.
 */
public final class TrafficMain {
    private static final int RECORD_BYTES = 3_000;

    private TrafficMain() {}

    /** Starts it in that region. */
    static Process start(Regions regions, String region) throws IOException {
        Path log = regions.directory().resolve("traffic-" + region + ".log");
        return Spawner.start(new ProcessBuilder(
                        Jdk.java(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djdk.net.hosts.file=" + regions.hostsFile(region),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TrafficMain.class.getName(),
                        region,
                        String.join(",", regions.endpoints(region)))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile()));
    }

    static long writes(Regions regions, String region) throws IOException {
        try (var lines = Files.lines(regions.directory().resolve("traffic-" + region + ".log"))) {
            return lines.filter(line -> line.startsWith("written ")).count();
        }
    }

    public static void main(String[] arguments) {
        try (ArbiterClient client = ArbiterClient.builder()
                .endpoints(List.of(arguments[1].split(",")))
                .region(arguments[0])
                .ttl(Duration.ofSeconds(2))
                .requestTimeout(Duration.ofSeconds(2))
                .build()) {
            while (true) {
                writeWhileHeld(client, arguments[0]);
            }
        }
    }

    private static void writeWhileHeld(ArbiterClient client, String region) {
        try (Lease lease = client.acquire("traffic-" + region, Duration.ofSeconds(30))) {
            while (lease.isOpen()) {
                lease.putRecord(new byte[RECORD_BYTES]);
                System.out.println("written under " + lease.token());
            }
        } catch (ArbiterException refused) {
            System.out.println(refused);
        }
    }
}
