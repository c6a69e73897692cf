package io.arbiter.link;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * The control interface: HTTP on loopback alone, one command per path, parameters in the query, plain text in the
 * answer; 400 with a sentence if a parameter is wrong. {@code GET /links} shows, every change is a POST. Only for tests
 * and demos, because anyone who reaches the port can cut the links.
 */
final class ControlServer implements AutoCloseable {
    private final HttpServer server;
    private final LinkCommands commands;

    private ControlServer(HttpServer server, LinkCommands commands) {
        this.server = server;
        this.commands = commands;
    }

    static ControlServer start(LinkEmulator emulator, int port) throws IOException {
        HttpServer http = HttpServer.create();
        http.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
        ControlServer control = new ControlServer(http, new LinkCommands(emulator));
        http.createContext("/", control::handle);
        http.start();
        return control;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String command = exchange.getRequestURI().getPath().substring(1);
        try (exchange) {
            if (exchange.getRequestMethod().equals(command.equals("links") ? "GET" : "POST")) {
                execute(exchange, command);
            } else {
                answer(exchange, 405, "/links is read with GET, every other command is a POST\n");
            }
        }
    }

    private void execute(HttpExchange exchange, String command) throws IOException {
        try {
            ControlQuery query = new ControlQuery(exchange.getRequestURI().getRawQuery());
            answer(exchange, 200, commands.execute(command, query));
        } catch (IllegalArgumentException wrong) {
            answer(exchange, 400, wrong.getMessage() + "\n");
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
