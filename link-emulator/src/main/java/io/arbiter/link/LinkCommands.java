package io.arbiter.link;

import java.util.List;
import java.util.Locale;

/** Commands of the control interface. Each answers with a sentence or a table for people and scripts. */
final class LinkCommands {
    private static final String ROW = "%-14s %-14s %-10s %-10s %-12s %-6s %s%n";

    private final LinkEmulator emulator;
    private final Links links;

    LinkCommands(LinkEmulator emulator) {
        this.emulator = emulator;
        this.links = emulator.links();
    }

    /**
     * Carries out one command.
     *
     * @throws IllegalArgumentException if it is unknown or a parameter is wrong; nothing has changed then
     */
    String execute(String command, ControlQuery query) {
        if (command.equals("links")) {
            return table();
        }
        if (command.equals("shape")) {
            return shape(query);
        }
        if (command.equals("isolate")) {
            return isolate(query);
        }
        if (command.equals("cut") || command.equals("refuse") || command.equals("open")) {
            return pass(query, command);
        }
        if (command.equals("reset")) {
            Link link = links.between(query.text("from"), query.text("to"));
            link.reset();
            return "reset the connections over " + link + "\n";
        }
        if (command.equals("heal")) {
            links.heal();
            return "healed: every link is open\n";
        }
        throw new IllegalArgumentException(
                "unknown command '" + command + "': expected links, shape, cut, refuse, open, reset, isolate or heal");
    }

    private String table() {
        StringBuilder table = new StringBuilder(
                String.format(Locale.ROOT, ROW, "FROM", "TO", "DELAY", "JITTER", "BANDWIDTH", "LOSS", "STATE"));
        for (Link link : links.all()) {
            LinkShape shape = link.shape();
            table.append(String.format(
                    Locale.ROOT,
                    ROW,
                    link.from(),
                    link.to(),
                    millis(shape.delay().toNanos()),
                    millis(shape.jitter().toNanos()),
                    shape.bytesPerSecond() == 0 ? "unlimited" : shape.bytesPerSecond() + "B/s",
                    String.format(Locale.ROOT, "%.1f%%", shape.loss() * 100),
                    link.passage().name().toLowerCase(Locale.ROOT)));
        }
        return table.append("connections ")
                .append(emulator.connectionCount())
                .append(", bytes under way ")
                .append(emulator.heldBytes())
                .append('\n')
                .toString();
    }

    private static String millis(long nanos) {
        return nanos % 1_000_000 == 0 ? nanos / 1_000_000 + "ms" : nanos / 1_000 + "us";
    }

    private String shape(ControlQuery query) {
        List<Link> both = List.of(
                links.between(query.text("a"), query.text("b")), links.between(query.text("b"), query.text("a")));
        LinkShape old = both.get(0).shape();
        LinkShape shape = new LinkShape(
                query.has("rtt") ? query.duration("rtt").dividedBy(2) : old.delay(),
                query.has("jitter") ? query.duration("jitter") : old.jitter(),
                query.has("bandwidth") ? query.bytesPerSecond("bandwidth") : old.bytesPerSecond(),
                query.has("loss") ? query.share("loss") : old.loss());
        both.forEach(link -> link.reshape(shape));
        return "shaped " + both + ": " + millis(shape.delay().toNanos()) + " each way\n";
    }

    private String isolate(ControlQuery query) {
        Direction direction = query.direction("direction");
        List<Link> around = links.around(query.text("region"), direction);
        around.forEach(link -> link.pass(Passage.CUT));
        return "cut " + around + "\n";
    }

    private String pass(ControlQuery query, String command) {
        Link link = links.between(query.text("from"), query.text("to"));
        if (command.equals("open")) {
            link.pass(Passage.OPEN);
        } else {
            link.pass(command.equals("cut") ? Passage.CUT : Passage.REFUSED);
        }
        return link + " is " + link.passage().name().toLowerCase(Locale.ROOT) + "\n";
    }
}
