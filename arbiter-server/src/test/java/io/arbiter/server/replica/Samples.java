package io.arbiter.server.replica;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.server.codec.Entry;
import io.arbiter.server.codec.EntryCodec;
import io.arbiter.server.consensus.SnapshotSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** Entries that the tests of replicas apply to them, and values that they take from them. */
final class Samples {
    private Samples() {}

    /** An entry of the log. */
    static byte[] bytes(Command... commands) {
        return EntryCodec.encode(new Entry(5, List.of(commands)));
    }

    /** A session with a TTL of 5 s. */
    static Command open(String client) {
        return new Command.OpenSession(new SessionSpec(client, "i", "h", "r", 0, 5_000, 10_000, 0), List.of());
    }

    static byte[] snapshot(Replica replica) throws IOException {
        var out = new ByteArrayOutputStream();
        try (SnapshotSource frozen = replica.freeze()) {
            frozen.writeTo(out);
        }
        return out.toByteArray();
    }
}
