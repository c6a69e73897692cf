package io.arbiter.client.internal.transport;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A node's client address. Every name that DNS allows is allowed, with underscores too, as Docker Compose
 * makes them; an IPv6 address stands in brackets.
 *
 * @param host a name or an address, without brackets
 */
public record Endpoint(String host, int port) {
    private static final String EXPECTED = ", expected e.g. us-east.example:7401, 10.0.0.1:7401 or [2001:db8::1]:7401";
    private static final int MAX_HOST = 253;
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9_-]{1,63}\\.)*[A-Za-z0-9_-]{1,63}\\.?");
    private static final Pattern IPV4 = Pattern.compile("[0-9]+(\\.[0-9]+){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]+(%[A-Za-z0-9._-]+)?");

    /** @throws IllegalArgumentException saying what is wrong with it */
    public static Endpoint parse(String address) {
        int colon = address.lastIndexOf(':');
        String port = address.substring(colon + 1);
        require(
                colon > 0
                        && port.matches("\\d{1,5}")
                        && Integer.parseInt(port) >= 1
                        && Integer.parseInt(port) <= 65_535,
                address,
                "is not host:port with a port of 1 to 65535");
        String host = address.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        require(bracketed || !host.contains(":"), address, "has an IPv6 address without brackets");
        return new Endpoint(
                bracketed ? ipv6(address, host.substring(1, host.length() - 1)) : name(address, host),
                Integer.parseInt(port));
    }

    private static String ipv6(String address, String literal) {
        boolean shaped = literal.contains(":") && IPV6.matcher(literal).matches();
        require(shaped, address, "has no IPv6 address in its brackets");
        try {
            // The name of a network interface is known, or not, on the machine that connects.
            InetAddress.getByName(literal.replaceFirst("%.*", ""));
        } catch (UnknownHostException e) {
            require(false, address, "has no IPv6 address in its brackets");
        }
        return literal;
    }

    private static String name(String address, String host) {
        String ascii = host;
        try {
            ascii = IDN.toASCII(host);
        } catch (IllegalArgumentException e) {
            require(false, address, "has a name that DNS cannot carry (" + e.getMessage() + ")");
        }
        require(
                ascii.length() <= MAX_HOST && NAME.matcher(ascii).matches(),
                address,
                "has a name that DNS cannot carry (labels of 1 to 63 letters, digits, - and _, at most 253 in all)");
        return ascii;
    }

    private static void require(boolean holds, String address, String wrong) {
        if (!holds) {
            throw new IllegalArgumentException("endpoint '" + address + "' " + wrong + EXPECTED);
        }
    }

    /** Whether it certainly is on another machine: a name shows that only when it is looked up. */
    public boolean isElsewhere() {
        if (!host.contains(":") && !IPV4.matcher(host).matches()) {
            return false;
        }
        try {
            return !InetAddress.getByName(host.replaceFirst("%.*", "")).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** As HTTP/2 names it: without the name of a network interface. */
    String authority() {
        String shown = host.replaceFirst("%.*", "");
        return (shown.contains(":") ? "[" + shown + "]" : shown) + ":" + port;
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
