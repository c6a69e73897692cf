package io.arbiter.server.raft.tcp.wire;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * The first bytes on a connection: the caller, the node called, and the purpose. Keeps strangers and other versions
 * out; it proves nothing.
 */
public record Handshake(String from, String to, ConnectionClass connectionClass) {
    /** "ARBR" and the protocol's version. */
    private static final long MAGIC = 0x41524252_00000001L;

    public void write(DataOutputStream out) throws IOException {
        out.writeLong(MAGIC);
        out.writeUTF(from);
        out.writeUTF(to);
        out.writeByte(connectionClass.ordinal());
        out.flush();
    }

    public static Handshake read(DataInputStream in) throws IOException {
        long magic = in.readLong();
        if (magic != MAGIC) {
            throw new IOException("greeted with " + Long.toHexString(magic) + ", expected " + Long.toHexString(MAGIC)
                    + ": only nodes of the cluster, of this version, talk to this port; clients use the client port");
        }
        String from = in.readUTF();
        String to = in.readUTF();
        int connectionClass = in.readByte();
        if (connectionClass < 0 || connectionClass >= ConnectionClass.values().length) {
            throw new IOException("unknown connection class " + connectionClass);
        }
        return new Handshake(from, to, ConnectionClass.values()[connectionClass]);
    }
}
