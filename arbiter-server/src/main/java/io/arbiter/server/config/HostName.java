package io.arbiter.server.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Checks a host as written: a name that DNS or a hosts file can hold, or an address. Looks nothing up. */
final class HostName {
    private static final int MAX_LENGTH = 253;
    /** Underscores, which no host of the public Internet has, come from Docker Compose and the like. */
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?");

    private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]{0,2}");
    /** The platform takes such a last label for a part of an IPv4 address: it takes {@code 127.1} for one. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9a-fA-F]*");

    private HostName() {}

    static boolean isNameOrIpv4(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        String[] labels = name.split("\\.", -1);
        boolean numeric = NUMBER.matcher(labels[labels.length - 1]).matches();
        return numeric
                ? name.equals(host) && isIpv4(labels)
                : name.length() <= MAX_LENGTH
                        && Arrays.stream(labels)
                                .allMatch(label -> LABEL.matcher(label).matches());
    }

    private static boolean isIpv4(String[] parts) {
        return parts.length == 4
                && Arrays.stream(parts)
                        .allMatch(part -> OCTET.matcher(part).matches() && Integer.parseInt(part) <= 255);
    }

    /** Without brackets. An address with a zone is refused, because it means something else on each machine. */
    static boolean isIpv6(String host) {
        if (host.indexOf(':') < 0 || host.indexOf('%') >= 0) {
            return false;
        }
        try {
            InetAddress.getByName("[" + host + "]"); // In brackets it is parsed, never looked up.
            return true;
        } catch (UnknownHostException malformed) {
            return false;
        }
    }

    /** Whether only this machine can reach it, for sure: a name other than localhost may lead anywhere. */
    static boolean isLoopback(String host) {
        try {
            return host.equals("localhost")
                    || ((isIpv6(host) || isIpv4(host.split("\\.", -1)))
                            && InetAddress.getByName(host).isLoopbackAddress());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(host, e);
        }
    }

    /** Whether the host stands for every address of a machine: good to listen on, useless to connect to. */
    static boolean isWildcard(String host) {
        try {
            return (isIpv6(host) || host.equals("0.0.0.0"))
                    && InetAddress.getByName(host).isAnyLocalAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(host, e);
        }
    }
}
