package io.arbiter.cli.cluster;

import io.arbiter.cli.text.Text;

/** A node's client address. An IPv6 address stands in brackets. */
public record Endpoint(String host, int port) {

    /** @throws IllegalArgumentException with what was expected, if the library would not take the text */
    public static Endpoint parse(String text) {
        try {
            var known = io.arbiter.client.internal.transport.Endpoint.parse(text);
            String host = known.host();
            return new Endpoint(host.contains(":") ? "[" + host + "]" : host, known.port());
        } catch (IllegalArgumentException e) {
            throw malformed(text);
        }
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
