package io.arbiter.server.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import io.arbiter.core.command.Command;
import io.arbiter.core.command.Quota;
import io.arbiter.core.command.Rules;
import io.arbiter.core.command.Terms;
import io.arbiter.internal.v1.CommandProto;
import io.arbiter.internal.v1.LogEntry;
import io.arbiter.internal.v1.QuotaProto;
import java.util.List;

/** Log entries as bytes. The same entry always makes the same bytes. Stateless and thread-safe. */
public final class EntryCodec {
    /** By the first rules, without a quota. */
    static final int PLAIN = 1;
    /** By the first rules. A release that knew no quotas would not keep to one, and part from the others. */
    static final int WITH_QUOTA = 2;
    /** By the second rules, with or without a quota. A release that knew the first ones alone must not read this. */
    static final int SECOND_RULES = 3;
    /** Above the size of an entry with format, wall clock and quota alone. */
    public static final int ENVELOPE_BYTES = 32;

    private EntryCodec() {}

    public static byte[] encode(Entry entry) {
        return encode(
                entry.wallMillis(),
                entry.terms(),
                entry.commands().stream().map(EntryCodec::encode).toList());
    }

    /** An entry of commands that were already encoded by {@link #encode(Command)}. */
    public static byte[] encode(long wallMillis, Terms terms, List<CommandProto> commands) {
        Quota quota = terms.quota();
        boolean hasQuota = !quota.equals(Quota.NONE);
        var entry = LogEntry.newBuilder()
                .setFormat(format(terms.rules(), hasQuota))
                .setWallMillis(wallMillis)
                .addAllCommands(commands);
        if (hasQuota) {
            entry.setQuota(QuotaProto.newBuilder().setSessions(quota.sessions()).setLeases(quota.leases()));
        }
        return entry.build().toByteArray();
    }

    private static int format(Rules rules, boolean hasQuota) {
        return switch (rules) {
            case FIRST -> hasQuota ? WITH_QUOTA : PLAIN;
            case SECOND -> SECOND_RULES;
        };
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
            return new Entry(
                    entry.getWallMillis(),
                    new Terms(rules(entry), quota(entry)),
                    entry.getCommandsList().stream().map(CommandDecoder::decode).toList());
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new MalformedEntryException(
                    "log entry of " + bytes.length + " bytes cannot be read: " + e.getMessage(), e);
        }
    }

    private static Rules rules(LogEntry entry) {
        for (Rules rules : Rules.values()) {
            if (entry.getFormat() == format(rules, entry.hasQuota())) {
                return rules;
            }
        }
        throw new MalformedEntryException("log entry of format " + entry.getFormat() + ", expected " + SECOND_RULES
                + ", " + PLAIN + ", or " + WITH_QUOTA
                + " with a quota; run the release that wrote it, or a later one");
    }

    private static Quota quota(LogEntry entry) {
        return entry.hasQuota()
                ? new Quota(entry.getQuota().getSessions(), entry.getQuota().getLeases())
                : Quota.NONE;
    }
}
