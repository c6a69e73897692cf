package io.arbiter.server.raft.tcp.wire;

import io.arbiter.server.tls.Caller;
import io.arbiter.server.tls.NodeTls;
import io.arbiter.tls.Credentials;
import io.arbiter.tls.IdentityException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** TLS with certificates on both sides. */
public final class TlsSockets implements SocketSecurity {
    private final NodeTls tls;
    private final SSLContext accepting;

    public TlsSockets(NodeTls tls) {
        this.tls = tls;
        this.accepting = tls.accepting();
    }

    @Override
    public Socket connected(Socket plain, String to) throws IOException {
        String host = plain.getInetAddress().getHostAddress();
        var socket = (SSLSocket) tls.connecting(to).getSocketFactory().createSocket(plain, host, plain.getPort(), true);
        return shakeHands(socket);
    }

    @Override
    public Socket accepted(Socket plain) throws IOException {
        InputStream nothingRead = null;
        var socket = (SSLSocket) accepting.getSocketFactory().createSocket(plain, nothingRead, true);
        socket.setNeedClientAuth(true);
        return shakeHands(socket);
    }

    private static Socket shakeHands(SSLSocket socket) throws IOException {
        socket.setEnabledProtocols(new String[] {Credentials.PROTOCOL});
        try {
            socket.startHandshake();
        } catch (SSLException failed) {
            throw Disconnections.isOne(failed) ? failed : new IOException("TLS: " + failed.getMessage(), failed);
        }
        return socket;
    }

    @Override
    public void requireNode(Socket accepted, String from) throws IOException {
        try {
            Caller caller = tls.caller(((SSLSocket) accepted).getSession());
            if (!caller.mayBe(from)) {
                throw new IOException(caller + " says that it is the node " + from + ", expected " + from
                        + "'s own certificate, with its name and its region as this node's configuration has them");
            }
        } catch (IdentityException nobody) {
            throw new IOException(nobody.getMessage(), nobody);
        }
    }
}
