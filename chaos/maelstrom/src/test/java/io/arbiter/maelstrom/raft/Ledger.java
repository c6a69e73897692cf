package io.arbiter.maelstrom.raft;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.util.LifeCycle;
import org.apache.ratis.util.MD5FileUtil;

/** A state machine that keeps every number it receives, in order; the answer is their count. */
final class Ledger extends BaseStateMachine {
    private final SimpleStateMachineStorage storage = new SimpleStateMachineStorage();
    private final List<Long> numbers = new ArrayList<>();
    private volatile int restored;

    static Message command(long number) {
        return Message.valueOf(Long.toString(number));
    }

    synchronized List<Long> numbers() {
        return List.copyOf(numbers);
    }

    /** How many numbers came with the last snapshot that was loaded. */
    int restored() {
        return restored;
    }

    @Override
    public void initialize(RaftServer server, RaftGroupId groupId, RaftStorage raftStorage) throws IOException {
        super.initialize(server, groupId, raftStorage);
        storage.init(raftStorage);
        getLifeCycle().startAndTransition(this::load, IOException.class);
    }

    @Override
    public StateMachineStorage getStateMachineStorage() {
        return storage;
    }

    @Override
    public void pause() {
        getLifeCycle().transition(LifeCycle.State.PAUSING);
        getLifeCycle().transition(LifeCycle.State.PAUSED);
    }

    @Override
    public void reinitialize() throws IOException {
        getLifeCycle().startAndTransition(this::load, IOException.class);
    }

    @Override
    public synchronized CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        var entry = transaction.getLogEntry();
        numbers.add(Long.parseLong(entry.getStateMachineLogEntry().getLogData().toStringUtf8()));
        updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
        return CompletableFuture.completedFuture(Message.valueOf(ByteString.copyFromUtf8("" + numbers.size())));
    }

    @Override
    public synchronized CompletableFuture<Message> query(Message request) {
        return CompletableFuture.completedFuture(Message.valueOf("" + numbers.size()));
    }

    @Override
    public synchronized long takeSnapshot() throws IOException {
        TermIndex at = getLastAppliedTermIndex();
        Path file = storage.getSnapshotFile(at.getTerm(), at.getIndex()).toPath();
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            out.writeInt(numbers.size());
            for (long number : numbers) {
                out.writeLong(number);
            }
        }
        MD5Hash digest = MD5FileUtil.computeAndSaveMd5ForFile(file.toFile());
        storage.updateLatestSnapshot(new SingleFileSnapshotInfo(new FileInfo(file, digest), at));
        return at.getIndex();
    }

    private synchronized void load() throws IOException {
        numbers.clear();
        SingleFileSnapshotInfo latest = storage.loadLatestSnapshot();
        if (latest == null) {
            return;
        }
        try (DataInputStream in =
                new DataInputStream(Files.newInputStream(latest.getFile().getPath()))) {
            for (int left = in.readInt(); left > 0; left--) {
                numbers.add(in.readLong());
            }
        }
        restored = numbers.size();
        setLastAppliedTermIndex(latest.getTermIndex());
    }
}
