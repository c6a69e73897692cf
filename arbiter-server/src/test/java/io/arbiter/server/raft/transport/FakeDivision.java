package io.arbiter.server.raft.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLog;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.server.storage.RaftStorageDirectory;
import org.apache.ratis.statemachine.StateMachine;

/** The parts of a server of the library that stable storage looks at. The test sets what they say. */
final class FakeDivision {
    volatile long flushIndex = -1;
    volatile TermIndex last;
    volatile boolean leads;
    final List<Throwable> failures = new CopyOnWriteArrayList<>();

    private final Path root;

    /** @param root of the group's directory; the term on its disk is 1 */
    FakeDivision(Path root) {
        this.root = root;
        try {
            Files.createDirectories(root.resolve("current"));
            Files.writeString(root.resolve("current/raft-meta"), "term=1\nvotedFor=\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RaftServer server() {
        RaftGroupId group = RaftGroupId.randomId();
        RaftServer.Division division = division();
        return fake(RaftServer.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getGroupIds" -> List.of(group);
            case "getDivision" -> division;
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private RaftServer.Division division() {
        return fake(RaftServer.Division.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getInfo" -> fake(DivisionInfo.class, (info, asked, nothing) -> leads);
            case "getRaftLog" -> fake(RaftLog.class, (log, asked, nothing) -> ofLog(asked.getName()));
            case "getRaftStorage" -> fake(RaftStorage.class, (storage, asked, nothing) -> directory());
            case "getStateMachine" -> fake(StateMachine.class, (machine, asked, nothing) -> events());
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private Object ofLog(String method) {
        return method.equals("getFlushIndex") ? (Object) flushIndex : last;
    }

    private RaftStorageDirectory directory() {
        return fake(
                RaftStorageDirectory.class,
                (directory, method, arguments) -> method.getName().equals("getRoot")
                        ? root.toFile()
                        : root.resolve("current").toFile());
    }

    private StateMachine.EventApi events() {
        return fake(StateMachine.EventApi.class, (events, method, arguments) -> {
            failures.add((Throwable) arguments[0]);
            return null;
        });
    }

    private static <T> T fake(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(FakeDivision.class.getClassLoader(), new Class<?>[] {type}, answers));
    }
}
