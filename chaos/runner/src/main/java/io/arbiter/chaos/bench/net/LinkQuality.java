package io.arbiter.chaos.bench.net;

/**
 * A link's treatment of messages.
 *
 * @param loss share of messages that never arrive, 0 to 1
 * @param duplicate share of messages between nodes that arrive twice, 0 to 1. A client's are never repeated: Maelstrom
 *     knows no retries of its own, and a write done twice would be the network's violation, not the node's
 * @param reorder share of messages that others overtake, 0 to 1; all others keep their order, as over TCP
 */
public record LinkQuality(Latency latency, double loss, double duplicate, double reorder) {
    public LinkQuality {
        requireShare("loss", loss);
        requireShare("duplicate", duplicate);
        requireShare("reorder", reorder);
    }

    private static void requireShare(String name, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(name + " is " + share + ", expected 0 to 1");
        }
    }

    @Override
    public String toString() {
        return "%s, loss %s, duplicate %s, reorder %s".formatted(latency, loss, duplicate, reorder);
    }
}
