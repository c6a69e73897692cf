package io.arbiter.bench.peers.zookeeper;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server's mode, as it answers {@code srvr}. */
final class ServerMode {
    private static final int PATIENCE_MILLIS = 2_000;
    private static final Pattern MODE = Pattern.compile("^Mode: (\\w+)$", Pattern.MULTILINE);

    private ServerMode() {}

    /** {@code leader} or {@code follower}; empty if it is down, or has no quorum. */
    static Optional<String> ask(String host, int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
            Matcher mode = MODE.matcher(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            return mode.find() ? Optional.of(mode.group(1)) : Optional.empty();
        } catch (IOException silent) {
            return Optional.empty();
        }
    }
}
