package io.arbiter.server.raft.tcp.wire;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.ratis.thirdparty.com.google.protobuf.CodedOutputStream;
import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;

/**
 * One message on a connection: its length, its code, the number that an answer repeats, and the payload.
 *
 * @param code an {@link RpcMethod}'s for a request; {@link #ANSWER} or {@link #FAILURE} for an answer
 */
public record Frame(byte code, long id, byte[] payload) {
    public static final byte ANSWER = 0;
    static final byte FAILURE = -1;
    /** An append of the longest entry, or a chunk of a snapshot, with room to spare. */
    static final int MAX_PAYLOAD_BYTES = 8 * 1024 * 1024;

    private static final int HEAD_BYTES = Byte.BYTES + Long.BYTES;
    private static final int MAX_REASON_CHARS = 1_000;

    /** The bytes on the wire. */
    public static byte[] encode(byte code, long id, MessageLite message) throws IOException {
        int size = message.getSerializedSize();
        if (size > MAX_PAYLOAD_BYTES) {
            throw new IOException("a message of " + size + " bytes is not sent, at most " + MAX_PAYLOAD_BYTES);
        }
        byte[] frame = new byte[Integer.BYTES + HEAD_BYTES + size];
        head(frame, code, id, size);
        message.writeTo(CodedOutputStream.newInstance(frame, frame.length - size, size));
        return frame;
    }

    /** The frame that tells the other side why its request was not answered. */
    public static byte[] failure(long id, Throwable failure) {
        String text = failure.toString();
        byte[] reason =
                text.substring(0, Math.min(text.length(), MAX_REASON_CHARS)).getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[Integer.BYTES + HEAD_BYTES + reason.length];
        head(frame, FAILURE, id, reason.length).put(reason);
        return frame;
    }

    private static ByteBuffer head(byte[] frame, byte code, long id, int size) {
        return ByteBuffer.wrap(frame).putInt(HEAD_BYTES + size).put(code).putLong(id);
    }

    /** Blocks until a whole frame is there. */
    public static Frame read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < HEAD_BYTES || length > HEAD_BYTES + MAX_PAYLOAD_BYTES) {
            throw new IOException("a frame of " + length + " bytes, expected " + HEAD_BYTES + " to "
                    + (HEAD_BYTES + MAX_PAYLOAD_BYTES) + ": whoever is there does not speak this protocol");
        }
        byte code = in.readByte();
        long id = in.readLong();
        byte[] payload = new byte[length - HEAD_BYTES];
        in.readFully(payload);
        return new Frame(code, id, payload);
    }
}
