package io.arbiter.server.raft.tcp;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * The first bytes on a connection: who calls, whom, and what for. Keeps strangers and other versions out; it proves
 * nothing.
 */
record Greeting(String from, String to, Lane lane) {
    /** "ARBR" and the protocol's version. */
    private static final long MAGIC = 0x41524252_00000001L;

    void write(DataOutputStream out) throws IOException {
        out.writeLong(MAGIC);
        out.writeUTF(from);
        out.writeUTF(to);
        out.writeByte(lane.ordinal());
        out.flush();
    }

    static Greeting read(DataInputStream in) throws IOException {
        long magic = in.readLong();
        if (magic != MAGIC) {
            throw new IOException("greeted with " + Long.toHexString(magic) + ", expected " + Long.toHexString(MAGIC)
                    + ": only nodes of the cluster, of this version, talk to this port; clients use the client port");
        }
        String from = in.readUTF();
        String to = in.readUTF();
        int lane = in.readByte();
        if (lane < 0 || lane >= Lane.values().length) {
            throw new IOException("no lane " + lane);
        }
        return new Greeting(from, to, Lane.values()[lane]);
    }
}
