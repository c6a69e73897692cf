package io.arbiter.chaos.bench.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.arbiter.chaos.bench.net.Message;
import io.arbiter.testsupport.process.Daemon;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * The lines to and from one process, each way on a thread of its own: a stopped process reads nothing, and must not
 * stop the bench. Lines that wait for a stopped process are held in memory.
 */
final class Pipe {
    private final Process process;
    private final BlockingQueue<String> outgoing = new LinkedBlockingQueue<>();

    /**
     * @param receiver of each line, in order, off the loop
     * @param ended called once when the process has closed its standard output
     */
    Pipe(String node, Process process, Consumer<String> receiver, Runnable ended) {
        this.process = process;
        Thread writer = Daemon.start(node + "-in", this::write);
        Daemon.start(node + "-out", () -> {
            read(receiver);
            writer.interrupt();
            ended.run();
        });
    }

    void send(Message message) {
        outgoing.add(message.line());
    }

    private void write() {
        try (BufferedWriter out = process.outputWriter(UTF_8)) {
            while (process.isAlive()) {
                out.write(outgoing.take());
                out.newLine();
                if (outgoing.isEmpty()) {
                    out.flush();
                }
            }
        } catch (IOException e) {
            // The process is gone, and with it all lines sent to it; the reader reports its end.
            outgoing.clear();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(Consumer<String> receiver) {
        try (BufferedReader in = process.inputReader(UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                receiver.accept(line);
            }
        } catch (IOException e) {
            receiver.accept("cannot read from the node: " + e);
        }
    }
}
