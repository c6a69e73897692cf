package io.arbiter.server.raft.tcp.wire;

import io.arbiter.server.refusal.ConnectionRefusals;
import java.io.IOException;
import java.net.Socket;

/** Tells of those who did not prove that they are a node. */
public record ReportingSecurity(SocketSecurity security, ConnectionRefusals refusals) implements SocketSecurity {
    /** Something that another machine has to prove. */
    private interface Proof<T> {
        T take() throws IOException;
    }

    @Override
    public Socket connected(Socket plain, String to) throws IOException {
        return security.connected(plain, to);
    }

    @Override
    public Socket accepted(Socket plain) throws IOException {
        return reporting(plain, () -> security.accepted(plain));
    }

    @Override
    public void requireNode(Socket accepted, String from) throws IOException {
        reporting(accepted, () -> {
            security.requireNode(accepted, from);
            return null;
        });
    }

    private <T> T reporting(Socket socket, Proof<T> proof) throws IOException {
        String from = String.valueOf(socket.getInetAddress().getHostAddress());
        try {
            return proof.take();
        } catch (IOException failed) {
            if (!Disconnections.isOne(failed)) {
                refusals.refused("raft", from, failed.getMessage());
            }
            throw failed;
        }
    }
}
