package io.arbiter.server.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import io.arbiter.core.command.Command;
import io.arbiter.internal.v1.CommandProto;
import io.arbiter.internal.v1.LogEntry;
import java.util.List;

/** Log entries as bytes. The same entry always makes the same bytes. Stateless and thread-safe. */
public final class EntryCodec {
    public static final int FORMAT = 1;
    /** Above the size of an entry with format and wall clock alone. */
    public static final int ENVELOPE_BYTES = 32;

    private EntryCodec() {}

    public static byte[] encode(Entry entry) {
        return encode(
                entry.wallMillis(),
                entry.commands().stream().map(EntryCodec::encode).toList());
    }

    /** An entry of commands that were already encoded by {@link #encode(Command)}. */
    public static byte[] encode(long wallMillis, List<CommandProto> commands) {
        return LogEntry.newBuilder()
                .setFormat(FORMAT)
                .setWallMillis(wallMillis)
                .addAllCommands(commands)
                .build()
                .toByteArray();
    }

    public static CommandProto encode(Command command) {
        return command.accept(new CommandEncoder());
    }

    /** The bytes that a command adds to its entry; at most a few more than it really adds. */
    public static int sizeInEntry(CommandProto command) {
        return command.getSerializedSize() + 6;
    }

    /** @throws MalformedEntryException if the bytes are not an entry that this release understands completely */
    public static Entry decode(byte[] bytes) {
        try {
            LogEntry entry = LogEntry.parseFrom(bytes);
            if (entry.getFormat() != FORMAT) {
                throw new MalformedEntryException("log entry of format " + entry.getFormat() + ", expected " + FORMAT
                        + "; run the release that wrote it, or a later one");
            }
            return new Entry(
                    entry.getWallMillis(),
                    entry.getCommandsList().stream().map(CommandDecoder::decode).toList());
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new MalformedEntryException(
                    "log entry of " + bytes.length + " bytes cannot be read: " + e.getMessage(), e);
        }
    }
}
