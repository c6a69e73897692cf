package io.arbiter.chaos.power.cluster;

import java.util.Map;
import java.util.TreeMap;

/** Replaces the first start's questions to the peers: each node learns all ids, once all are there. */
final class Formation {
    private final int size;
    private final Map<String, String> ids = new TreeMap<>();

    Formation(int size) {
        this.size = size;
    }

    /** @throws IllegalStateException if the node was another one before: a real peer would require it to stay down */
    synchronized Map<String, String> meet(String node, String id) throws InterruptedException {
        if (ids.size() == size && !id.equals(ids.get(node))) {
            throw new IllegalStateException(
                    node + " has forgotten who it is: it was " + ids.get(node) + ", and is " + id);
        }
        ids.put(node, id);
        notifyAll();
        while (ids.size() < size) {
            wait();
        }
        return new TreeMap<>(ids);
    }
}
