package io.arbiter.client.internal.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Looks a host name up. */
@FunctionalInterface
interface HostLookup {

    List<InetAddress> of(String name) throws UnknownHostException;

    /**
     * The machine's own look-up of names, made again each time.
     *
     * <p>The JVM keeps what it has found for 30 s (networkaddress.cache.ttl), and that is for the application to
     * set, not for a library. But the JVM keeps an address under the name as it was spelt, and neither DNS nor
     * most hosts files tell upper case from lower: so each look-up spells the name in another way. Where that
     * finds nothing, or a name has few letters, what the JVM keeps counts.
     */
    static HostLookup fresh(HostLookup machine) {
        return name -> {
            try {
                return machine.of(respelt(name));
            } catch (UnknownHostException e) {
                return machine.of(name);
            }
        };
    }

    static HostLookup ofMachine() {
        return fresh(name -> List.of(InetAddress.getAllByName(name)));
    }

    private static String respelt(String name) {
        StringBuilder spelt = new StringBuilder(name.length());
        name.chars()
                .forEach(letter -> spelt.append((char)
                        (ThreadLocalRandom.current().nextBoolean()
                                ? Character.toUpperCase(letter)
                                : Character.toLowerCase(letter))));
        return spelt.toString();
    }
}
