package io.arbiter.link;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the emulator as a process of its own, until it is killed. */
@Command(
        name = "link-emulator",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Wide-area links between regions on one machine: delays, cuts and heals TCP.",
        footer = {
            "",
            "Example:",
            "  link-emulator --control 7500 --rtt us-east/us-west=70ms",
            "  curl -X POST 'http://127.0.0.1:7500/isolate?region=us-east&direction=both'",
            "  curl -X POST 'http://127.0.0.1:7500/heal'"
        })
public final class LinkEmulatorMain implements Callable<Integer> {
    @Option(
            names = "--regions",
            split = ",",
            paramLabel = "NAME",
            defaultValue = "us-east,us-west,eu-central",
            description = "In order: F finds port p of T at 127.1.F.T:p. Default: ${DEFAULT-VALUE}.")
    private final List<String> regions = new ArrayList<>();

    @Option(
            names = "--ports",
            split = ",",
            defaultValue = "7400,7401",
            paramLabel = "PORT",
            description = "Ports that each region listens on, at 127.0.1.T. Default: ${DEFAULT-VALUE}.")
    private final List<Integer> ports = new ArrayList<>();

    @Option(
            names = "--rtt",
            paramLabel = "A/B=TIME",
            description = "Round trip, e.g. us-east/us-west=70ms; may be repeated. Default: 0.")
    private final Map<String, String> roundTrips = new LinkedHashMap<>();

    @Option(
            names = "--control",
            defaultValue = "7500",
            paramLabel = "PORT",
            description = "Loopback port of the control interface. Default: ${DEFAULT-VALUE}; 0 takes any.")
    private int controlPort;

    /** Exit status: 0 after a clean stop, 1 if an address cannot be bound, 2 for a wrong argument. */
    public static void main(String[] arguments) {
        System.setProperty("logback.configurationFile", "link-emulator-logback.xml");
        CommandLine line = new CommandLine(new LinkEmulatorMain());
        line.setExecutionExceptionHandler((failure, command, result) -> {
            command.getErr().println("link-emulator: " + failure.getMessage());
            return failure instanceof IllegalArgumentException ? 2 : 1;
        });
        System.exit(line.execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Links links = new Links(regions);
        roundTrips.forEach((pair, time) -> shape(links, pair, time));
        try (LinkEmulator emulator = LinkEmulator.start(links, Route.loopback(regions, ports));
                ControlServer control = ControlServer.start(emulator, controlPort)) {
            System.out.println("ready: control on 127.0.0.1:" + control.port());
            Thread.currentThread().join();
        }
        return 0;
    }

    private static void shape(Links links, String pair, String time) {
        String[] names = pair.split("/");
        if (names.length != 2) {
            throw new IllegalArgumentException(
                    "--rtt " + pair + "=" + time + ": expected A/B=TIME, as in us-east/us-west=70ms");
        }
        Duration oneWay = ControlQuery.parseDuration("--rtt " + pair, time).dividedBy(2);
        for (Link link : List.of(links.between(names[0], names[1]), links.between(names[1], names[0]))) {
            link.reshape(LinkShape.NONE.withDelay(oneWay));
        }
    }
}
