package io.arbiter.cli;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import io.arbiter.v1.StatusRequest;
import io.arbiter.v1.StatusResponse;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Asks every node at once who is there, so that a change is only ever sent to a node that answers: a node
 * that hangs would leave its outcome unknown, and with it the operator in doubt.
 */
final class Probe {
    private final List<Node> nodes;
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final Map<String, String> problems = new TreeMap<>();

    private record Answer(Node node, StatusResponse status, String problem) {
        boolean knowsLeader() {
            return status != null && !status.getLeader().isEmpty();
        }
    }

    Probe(List<Node> nodes) {
        this.nodes = nodes;
    }

    /**
     * The nodes that answered, best first; as soon as one knows the leader, without waiting for the others.
     */
    List<Node> answering(Duration patience) {
        nodes.forEach(node -> ask(node, patience));
        List<Node> found = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Answer answer = next(patience);
            if (answer.knowsLeader()) {
                found.add(0, answer.node());
                return found;
            }
            if (answer.status() == null) {
                problems.put(answer.node().endpoint().toString(), answer.problem());
            } else {
                found.add(answer.node());
            }
        }
        return found;
    }

    /** Endpoint to what is wrong with it, of those that were found silent. */
    Map<String, String> problems() {
        return problems;
    }

    private void ask(Node node, Duration patience) {
        Futures.addCallback(node.future(patience).status(StatusRequest.newBuilder().setLocal(true).build()),
                new FutureCallback<>() {
                    @Override
                    public void onSuccess(StatusResponse status) {
                        answers.add(new Answer(node, status, ""));
                    }

                    @Override
                    public void onFailure(Throwable e) {
                        answers.add(new Answer(node, null, problem(e, node)));
                    }
                }, MoreExecutors.directExecutor());
    }

    private static String problem(Throwable e, Node node) {
        if (!(e instanceof StatusRuntimeException status)) {
            return e.toString();
        }
        CliException error = Failure.of(status, node.endpoint()).error();
        return status.getStatus().getCode() == io.grpc.Status.Code.DEADLINE_EXCEEDED
                ? "no answer" : error.getMessage();
    }

    /** Each call ends by its own deadline, so an answer of some kind always comes. */
    private Answer next(Duration patience) {
        try {
            Answer answer = answers.poll(patience.toMillis() + 5_000, TimeUnit.MILLISECONDS);
            if (answer == null) {
                throw new IllegalStateException("a call outlived its deadline of " + patience);
            }
            return answer;
        } catch (InterruptedException e) {
            throw Interrupted.convert(e);
        }
    }
}
