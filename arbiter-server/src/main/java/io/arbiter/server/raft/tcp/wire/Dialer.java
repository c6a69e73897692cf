package io.arbiter.server.raft.tcp.wire;

import io.arbiter.server.consensus.MemberId;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;

/**
 * Makes the connections to one node.
 *
 * @param handshake the first thing said on each
 * @param security what makes sure that it is that node
 * @param timeout for the connection, and for each answer of the other side until it is secure
 */
public record Dialer(Handshake handshake, SocketSecurity security, Duration timeout) {
    /**
     * Connects; the name is looked up each time. May be given up from elsewhere by closing the socket.
     *
     * @param plain a fresh one
     */
    Connection connect(Socket plain, InetSocketAddress address) throws IOException {
        try {
            if (address.isUnresolved()) {
                throw new UnknownHostException(address.getHostString());
            }
            int millis = Math.toIntExact(timeout.toMillis());
            plain.setTcpNoDelay(true);
            plain.setKeepAlive(true);
            plain.connect(address, millis);
            plain.setSoTimeout(millis);
            Socket secured =
                    security.connected(plain, MemberId.parse(handshake.to()).node());
            plain.setSoTimeout(0);
            handshake.write(new DataOutputStream(secured.getOutputStream()));
            return Connection.start(plain, secured, handshake);
        } catch (IOException failed) {
            plain.close();
            throw failed;
        }
    }
}
