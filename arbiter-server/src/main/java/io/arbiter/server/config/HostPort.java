package io.arbiter.server.config;

import java.nio.channels.UnresolvedAddressException;

/**
 * The address on which a socket listens or is reached.
 *
 * @param host a name, or an IPv4 address, or an IPv6 address without brackets
 * @param port 0..65,535; 0 asks for a free one
 */
public record HostPort(String host, int port) {
    /** @throws IllegalArgumentException if the text is not {@code host:port} or {@code [ipv6]:port} */
    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (bracketed) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException("an IPv6 address needs brackets: " + text);
        }
        if (bracketed ? !HostName.isIpv6(host) : !HostName.isNameOrIpv4(host)) {
            throw new IllegalArgumentException("neither a host name nor an address: " + text);
        }
        return new HostPort(host, port(text.substring(colon + 1)));
    }

    private static int port(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException("not a port: " + text);
        }
        return Integer.parseInt(text);
    }

    /** Whether the host stands for every address of a machine: good to listen on, useless to connect to. */
    public boolean isWildcard() {
        return HostName.isWildcard(host);
    }

    /** Whether only this machine can reach it. */
    public boolean isLoopback() {
        return HostName.isLoopback(host);
    }

    /** The reason, in the operator's words, that this process cannot listen there. */
    public String refused(String key, Exception failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        String why = cause instanceof UnresolvedAddressException ? host + " cannot be resolved" : cause.getMessage();
        return "cannot listen on " + key + " " + this + ": " + why;
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
