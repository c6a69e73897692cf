package io.arbiter.server.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.List;

/** Finds the addresses of a host. May block as long as the platform's resolver does; thread-safe. */
@FunctionalInterface
public interface Lookup {
    /** The platform may remember an answer, or its absence, for this long. */
    int REMEMBERED_SECONDS = 1;

    /**
     * At least one, the preferred first.
     *
     * @param host a name, or an address, which is not looked up
     */
    List<InetAddress> find(String host) throws UnknownHostException;

    /** Uses the machine's own means: hosts file, DNS. */
    static Lookup platform() {
        return host -> List.of(InetAddress.getAllByName(host));
    }

    /**
     * Lets the platform forget names soon: by default it remembers them for 30 s, and would not find a moved node
     * meanwhile. Call this before the process first looks a name up; it has no effect later.
     */
    static void forgetSoon() {
        Security.setProperty("networkaddress.cache.ttl", Integer.toString(REMEMBERED_SECONDS));
        Security.setProperty("networkaddress.cache.negative.ttl", Integer.toString(REMEMBERED_SECONDS));
    }
}
