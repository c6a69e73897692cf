package io.arbiter.testsupport.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * A number that one process of this machine holds at a time, such as that of a block of loopback addresses. Held by
 * listening on an address, so that it comes free however its owner ends.
 */
public final class NumberClaim implements AutoCloseable {
    private final int number;
    private final ServerSocket held;

    private NumberClaim(int number, ServerSocket held) {
        this.number = number;
        this.held = held;
    }

    /**
     * @param address that stands for a number
     * @return empty if another process holds it
     */
    public static Optional<NumberClaim> of(int number, IntFunction<InetSocketAddress> address) throws IOException {
        var socket = new ServerSocket();
        try {
            socket.setReuseAddress(false);
            socket.bind(address.apply(number));
            return Optional.of(new NumberClaim(number, socket));
        } catch (IOException taken) {
            socket.close();
            return Optional.empty();
        }
    }

    /** Any of the numbers from the first to the last, both included. @return empty if all are held */
    public static Optional<NumberClaim> any(int first, int last, IntFunction<InetSocketAddress> address)
            throws IOException {
        int count = last - first + 1;
        // Not all from the first, because two that start together would meet at each.
        int start = (int) (ProcessHandle.current().pid() % count);
        for (int i = 0; i < count; i++) {
            Optional<NumberClaim> claim = of(first + (start + i) % count, address);
            if (claim.isPresent()) {
                return claim;
            }
        }
        return Optional.empty();
    }

    public int number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        held.close();
    }
}
