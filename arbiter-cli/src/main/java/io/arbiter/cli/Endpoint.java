package io.arbiter.cli;

/** A node's client address. An IPv6 address stands in brackets. */
record Endpoint(String host, int port) {

    /** @throws IllegalArgumentException with what was expected, if the text is not host:port */
    static Endpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0 || text.indexOf(':') != colon && !text.startsWith("[")) {
            throw malformed(text);
        }
        String host = text.substring(0, colon);
        if (!host.matches("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.%]+]")) {
            throw malformed(text);
        }
        return new Endpoint(host, port(text, text.substring(colon + 1)));
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
        return new IllegalArgumentException("'" + text
                + "' is not an endpoint: expected host:port, port 1..65535, "
            + "e.g. 127.0.1.1:7401");
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
