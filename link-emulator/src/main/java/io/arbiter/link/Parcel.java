package io.arbiter.link;

import java.nio.ByteBuffer;

/** A unit in flight: bytes, or the notice that the sender has ended or reset its half of the connection. */
record Parcel(Kind kind, ByteBuffer bytes) {
    enum Kind {
        DATA,
        END,
        RESET
    }

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    static final Parcel END = new Parcel(Kind.END, NOTHING);
    static final Parcel RESET = new Parcel(Kind.RESET, NOTHING);

    static Parcel copyOf(ByteBuffer data) {
        ByteBuffer copy = ByteBuffer.allocate(data.remaining());
        copy.put(data).flip();
        return new Parcel(Kind.DATA, copy);
    }

    int size() {
        return bytes.remaining();
    }
}
