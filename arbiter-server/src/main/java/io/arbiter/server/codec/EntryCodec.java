package io.arbiter.server.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import io.arbiter.core.command.Command;
import io.arbiter.core.command.Quota;
import io.arbiter.internal.v1.CommandProto;
import io.arbiter.internal.v1.LogEntry;
import io.arbiter.internal.v1.QuotaProto;
import java.util.List;

/** Log entries as bytes. The same entry always makes the same bytes. Stateless and thread-safe. */
public final class EntryCodec {
    /** Of an entry without a quota. */
    static final int PLAIN = 1;
    /** A release that knew no quotas would not keep to one, and part from the others: it must not read this. */
    static final int WITH_QUOTA = 2;
    /** Above the size of an entry with format, wall clock and quota alone. */
    public static final int ENVELOPE_BYTES = 32;

    private EntryCodec() {}

    public static byte[] encode(Entry entry) {
        return encode(
                entry.wallMillis(),
                entry.quota(),
                entry.commands().stream().map(EntryCodec::encode).toList());
    }

    /** An entry of commands that were already encoded by {@link #encode(Command)}. */
    public static byte[] encode(long wallMillis, Quota quota, List<CommandProto> commands) {
        var entry =
                LogEntry.newBuilder().setFormat(PLAIN).setWallMillis(wallMillis).addAllCommands(commands);
        if (!quota.equals(Quota.NONE)) {
            entry.setFormat(WITH_QUOTA)
                    .setQuota(QuotaProto.newBuilder()
                            .setSessions(quota.sessions())
                            .setLeases(quota.leases()));
        }
        return entry.build().toByteArray();
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
            if (entry.getFormat() != (entry.hasQuota() ? WITH_QUOTA : PLAIN)) {
                throw new MalformedEntryException("log entry of format " + entry.getFormat() + ", expected " + PLAIN
                        + ", or " + WITH_QUOTA
                        + " with a quota; run the release that wrote it, or a later one");
            }
            return new Entry(
                    entry.getWallMillis(),
                    entry.hasQuota()
                            ? new Quota(
                                    entry.getQuota().getSessions(),
                                    entry.getQuota().getLeases())
                            : Quota.NONE,
                    entry.getCommandsList().stream().map(CommandDecoder::decode).toList());
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new MalformedEntryException(
                    "log entry of " + bytes.length + " bytes cannot be read: " + e.getMessage(), e);
        }
    }
}
