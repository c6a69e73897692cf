package io.arbiter.server.testing;

import io.arbiter.core.outcome.Outcome;
import io.arbiter.server.codec.Entry;
import io.arbiter.server.codec.EntryCodec;
import io.arbiter.server.consensus.FollowerProgress;
import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.consensus.NotLeaderException;
import io.arbiter.server.consensus.ReplicatedLog;
import io.arbiter.server.consensus.TermAck;
import io.arbiter.server.replica.AppliedCommand;
import io.arbiter.server.replica.AppliedEntry;
import io.arbiter.server.replica.LocalBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A log whose every entry is committed by hand, with an outcome for each command. */
public final class HandLog implements ReplicatedLog {
    /** A proposed entry. */
    public record Append(Entry entry, int bytes, LocalBatch batch, CompletableFuture<Long> answer) {
        public void commit(long index, long tokens) {
            var commands = new ArrayList<AppliedCommand>();
            for (int i = 0; i < entry.commands().size(); i++) {
                Outcome outcome = new Outcome.WaitQueued("r", i);
                batch.applied(i, index, outcome);
                commands.add(new AppliedCommand(index, entry.commands().get(i), outcome, List.of()));
            }
            batch.applied(new AppliedEntry(index, commands, tokens));
            answer.complete(index);
        }
    }

    private final List<Append> appends = new CopyOnWriteArrayList<>();

    @Override
    public CompletableFuture<Long> append(byte[] entry, Object localContext) {
        var append = new Append(
                EntryCodec.decode(entry), entry.length, (LocalBatch) localContext, new CompletableFuture<>());
        appends.add(append);
        return append.answer();
    }

    public List<Append> appends() {
        return appends;
    }

    @Override
    public CompletableFuture<Long> readIndex(Optional<TermAck> asker) {
        return CompletableFuture.failedFuture(new NotLeaderException("nobody reads here", Optional.empty()));
    }

    @Override
    public int maxEntryBytes() {
        return 4 << 20;
    }

    @Override
    public Leadership leadership() {
        return new Leadership("a", Optional.empty(), false, 0);
    }

    @Override
    public long appliedIndex() {
        return -1;
    }

    @Override
    public long committedIndex() {
        return -1;
    }

    @Override
    public long snapshotIndex() {
        return -1;
    }

    @Override
    public List<FollowerProgress> followers() {
        return List.of();
    }

    @Override
    public List<Member> members() {
        return List.of();
    }

    @Override
    public boolean transferLeadership(Optional<String> to, Duration timeout) {
        return true;
    }

    @Override
    public void close() {
        appends.clear();
    }
}
