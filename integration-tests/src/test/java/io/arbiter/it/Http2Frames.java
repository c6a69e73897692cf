package io.arbiter.it;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** HTTP/2 by hand, as no client would send it. */
final class Http2Frames {
    static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    static final byte[] SETTINGS = frame(4, 0, 0, new byte[0]);
    static final byte[] PING = frame(6, 0, 0, new byte[8]);
    private static final int END_HEADERS = 4;

    private Http2Frames() {}

    static byte[] frame(int type, int flags, int stream, byte[] payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .put((byte) (payload.length >> 16))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /** One that says it has 16 MiB. */
    static byte[] hugeFrame() {
        byte[] frame = frame(0, 0, 1, new byte[0]);
        frame[0] = (byte) 0xff;
        frame[1] = (byte) 0xff;
        frame[2] = (byte) 0xff;
        return frame;
    }

    static byte[] reset(int stream) {
        return frame(3, 0, stream, new byte[] {0, 0, 0, 8});
    }

    /** The beginning of a call. */
    static byte[] call(int stream, String path) {
        return frame(1, END_HEADERS, stream, headers(path));
    }

    /** The beginning of headers that do not end. */
    static byte[] endlessHeaders(int stream) {
        return frame(1, 0, stream, headers("/arbiter.v1.Arbiter/Status"));
    }

    /** More of them: 8 KiB of one header, never ended. */
    static byte[] continuation(int stream) {
        var block = new ByteArrayOutputStream();
        for (int i = 0; i < 80; i++) {
            literal(block, "x-" + i, "y".repeat(90));
        }
        return frame(9, 0, stream, block.toByteArray());
    }

    private static byte[] headers(String path) {
        var block = new ByteArrayOutputStream();
        block.write(0x83); // :method POST
        block.write(0x87); // :scheme https
        literal(block, ":path", path);
        literal(block, ":authority", "localhost");
        literal(block, "content-type", "application/grpc");
        literal(block, "te", "trailers");
        return block.toByteArray();
    }

    private static void literal(ByteArrayOutputStream block, String name, String value) {
        block.write(0);
        block.write(name.length());
        block.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        block.write(value.length());
        block.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
    }
}
