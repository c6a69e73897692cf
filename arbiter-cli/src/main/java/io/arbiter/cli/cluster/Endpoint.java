package io.arbiter.cli.cluster;

import io.arbiter.cli.text.Text;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** A node's client address. An IPv6 address stands in brackets. */
public record Endpoint(String host, int port) {

    /** @throws IllegalArgumentException with what was expected, if the text is not host:port */
    public static Endpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0 || text.indexOf(':') != colon && !text.startsWith("[")) {
            throw malformed(text);
        }
        String host = text.substring(0, colon);
        if (!host.matches("[A-Za-z0-9._-]+") && !isIpv6Literal(host)) {
            throw malformed(text);
        }
        return new Endpoint(host, port(text, text.substring(colon + 1)));
    }

    /** An address in brackets, perhaps with a zone, as {@code [fe80::1%eth0]}; asks no name server. */
    private static boolean isIpv6Literal(String host) {
        try {
            return host.matches("\\[[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[\\w.-]+)?]") && InetAddress.getByName(host) != null;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static int port(String text, String digits) {
        if (!digits.matches("\\d{1,5}")) {
            throw malformed(text);
        }
        int port = Integer.parseInt(digits);
        if (port < 1 || port > 65_535) {
            throw malformed(text);
        }
        return port;
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException("'" + Text.printable(Text.cut(text, 80))
                + "' is not an endpoint: expected host:port, port 1..65535, e.g. 127.0.1.1:7401 or [::1]:7401");
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
