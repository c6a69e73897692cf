package io.arbiter.chaos.check.load;

import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.Operation;
import io.arbiter.chaos.history.OperationType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Draws, from a seed, the history of a service that works: each request takes effect at one instant between its
 * invocation and its completion. Some clients give up: then it takes effect before, or any time later, or never. Some
 * requests are repeated in flight, and take effect once more.
 */
abstract class Load {
    /** One request, and its effects. */
    abstract static class Request {
        private final String f;
        private final Map<String, Object> fields;

        Request(String f, Map<String, Object> fields) {
            this.f = f;
            this.fields = fields;
        }

        /** The service's side: the fields of the answer, or empty if it refuses. */
        abstract Optional<Map<String, Object>> carryOut();

        /** The client's side. */
        void heard(OperationType outcome, Map<String, Object> answer) {}

        boolean mayBeRepeated() {
            return false;
        }
    }

    private static final class Client {
        private int process;
        private Request request;
        private Optional<Map<String, Object>> answer;
    }

    private final Random random;
    private final double unknown;
    private final List<Operation> operations = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private final List<Request> onTheirWay = new ArrayList<>();
    private int processes;
    private long nanos;

    /** @param unknown share of the requests that end with a fate unknown to their client */
    Load(long seed, int clients, double unknown) {
        this.random = new Random(seed);
        this.unknown = unknown;
        for (int i = 0; i < clients; i++) {
            this.clients.add(new Client());
            this.clients.get(i).process = processes++;
        }
    }

    /** The client's next request. */
    abstract Request next(int client);

    /** A step of the service by itself. */
    void between() {}

    final boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    final int dice(int sides) {
        return random.nextInt(sides);
    }

    final <T> T oneOf(List<T> choices) {
        return choices.get(dice(choices.size()));
    }

    final int newProcess() {
        return processes++;
    }

    public final History draw(int calls) {
        int left = calls;
        while (left > 0 || clients.stream().anyMatch(client -> client.request != null)) {
            between();
            if (!onTheirWay.isEmpty() && chance(0.01)) {
                onTheirWay.remove(dice(onTheirWay.size())).carryOut();
            }
            int index = dice(clients.size());
            Client client = clients.get(index);
            if (client.request != null) {
                goOn(client);
            } else if (left > 0) {
                left--;
                client.request = next(index);
                client.answer = null;
                record(client.process, OperationType.INVOKE, client.request.f, client.request.fields);
            }
        }
        return new History(operations);
    }

    private void goOn(Client client) {
        if (chance(unknown / 2)) {
            if (client.answer == null && chance(0.7)) {
                onTheirWay.add(client.request);
            }
            complete(client, OperationType.INFO, Map.of());
            client.process = newProcess();
        } else if (client.answer == null) {
            client.answer = client.request.carryOut();
            if (client.request.mayBeRepeated() && chance(unknown)) {
                onTheirWay.add(client.request);
            }
        } else {
            complete(
                    client,
                    client.answer.isPresent() ? OperationType.OK : OperationType.FAIL,
                    client.answer.orElse(Map.of()));
        }
    }

    private void complete(Client client, OperationType outcome, Map<String, Object> answer) {
        Map<String, Object> fields = new LinkedHashMap<>(client.request.fields);
        fields.putAll(answer);
        record(client.process, outcome, client.request.f, fields);
        client.request.heard(outcome, answer);
        client.request = null;
    }

    final void record(int process, OperationType type, String f, Map<String, Object> fields) {
        nanos += 1 + dice(1_000_000);
        operations.add(new Operation(process, type, f, fields, nanos, type == OperationType.FAIL ? "refused" : ""));
    }
}
