package io.arbiter.chaos.check.load;

import io.arbiter.chaos.check.load.LeaseService.Held;
import io.arbiter.chaos.history.OperationType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Clients that keep sessions, hold leases, look at gates and write to guarded storage; sessions that expire. */
public final class LeaseLoad extends Load {
    /** A client's view. */
    private static final class Belief {
        private final String name;
        private final Map<String, Long> tokens = new TreeMap<>();
        private final Map<String, String> bases = new HashMap<>();
        private long session;

        Belief(int number) {
            this.name = "client-" + number;
        }

        void endSession() {
            session = 0;
            tokens.clear();
            bases.clear();
        }
    }

    private record Gate(int process, Map<String, Object> fields) {}

    private final LeaseService service = new LeaseService(this::closeGate);
    private final List<Belief> beliefs = new ArrayList<>();
    private final Map<String, Gate> gates = new HashMap<>();
    private final int resources;
    private int values;

    public LeaseLoad(long seed, int clients, int resources, double unknown) {
        super(seed, clients, unknown);
        this.resources = resources;
        for (int i = 0; i < clients; i++) {
            beliefs.add(new Belief(i));
        }
    }

    @Override
    void between() {
        List<Long> alive = service.sessions();
        if (!alive.isEmpty() && chance(0.005)) {
            service.expire(oneOf(alive));
        }
        if (chance(0.02)) {
            Belief belief = oneOf(beliefs);
            belief.tokens.forEach((resource, token) -> service.holder(resource)
                    .filter(held -> held.token() == token && !gates.containsKey(resource))
                    .ifPresent(held -> openGate(resource, held)));
        }
    }

    private void openGate(String resource, Held held) {
        var gate = new Gate(newProcess(), Map.of("resource", resource, "client", held.client(), "token", held.token()));
        gates.put(resource, gate);
        record(gate.process(), OperationType.INVOKE, "gate", gate.fields());
    }

    private void closeGate(String resource) {
        Gate gate = gates.remove(resource);
        if (gate != null) {
            record(gate.process(), OperationType.OK, "gate", gate.fields());
        }
    }

    @Override
    Request next(int client) {
        Belief me = beliefs.get(client);
        if (me.session == 0) {
            return open(me);
        }
        String resource = "r" + dice(resources);
        int kind = dice(10);
        if (kind < 2) {
            return renew(me);
        } else if (kind < 3) {
            return holder(resource);
        } else if (kind < 5 || me.tokens.isEmpty()) {
            return acquire(me, resource);
        }
        String held = oneOf(List.copyOf(me.tokens.keySet()));
        if (kind < 7) {
            return release(me, held, me.tokens.get(held));
        }
        return me.bases.containsKey(held)
                ? guardedWrite(me, held, me.tokens.get(held))
                : guardedRead(me, held, me.tokens.get(held));
    }

    private Request open(Belief me) {
        return new Request("open", Map.of("client", me.name)) {
            @Override
            Optional<Map<String, Object>> carryOut() {
                return Optional.of(Map.of("session", service.open(me.name)));
            }

            @Override
            void heard(OperationType outcome, Map<String, Object> answer) {
                if (outcome == OperationType.OK) {
                    me.session = (long) answer.get("session");
                }
            }
        };
    }

    private Request renew(Belief me) {
        long session = me.session;
        return new Request("renew", Map.of("client", me.name)) {
            @Override
            Optional<Map<String, Object>> carryOut() {
                return service.isAlive(session) ? Optional.of(Map.of()) : Optional.empty();
            }

            @Override
            void heard(OperationType outcome, Map<String, Object> answer) {
                if (outcome == OperationType.FAIL) {
                    me.endSession();
                }
            }
        };
    }

    private Request holder(String resource) {
        return new Request("holder", Map.of("resource", resource)) {
            @Override
            Optional<Map<String, Object>> carryOut() {
                Map<String, Object> answer = new LinkedHashMap<>();
                answer.put("client", service.holder(resource).map(Held::client).orElse(null));
                answer.put("token", service.holder(resource).map(Held::token).orElse(null));
                return Optional.of(answer);
            }
        };
    }

    private Request acquire(Belief me, String resource) {
        long session = me.session;
        return new Request("acquire", Map.of("resource", resource, "client", me.name)) {
            @Override
            Optional<Map<String, Object>> carryOut() {
                return service.acquire(resource, session).map(held -> Map.of("token", held.token()));
            }

            @Override
            void heard(OperationType outcome, Map<String, Object> answer) {
                if (outcome == OperationType.OK
                        && !answer.get("token").equals(me.tokens.put(resource, (long) answer.get("token")))) {
                    me.bases.remove(resource);
                }
            }

            @Override
            boolean mayBeRepeated() {
                return true;
            }
        };
    }

    private Request release(Belief me, String resource, long token) {
        long session = me.session;
        return new Request("release", Map.of("resource", resource, "client", me.name, "token", token)) {
            @Override
            Optional<Map<String, Object>> carryOut() {
                return service.release(resource, me.name, session, token) ? Optional.of(Map.of()) : Optional.empty();
            }

            @Override
            void heard(OperationType outcome, Map<String, Object> answer) {
                if (outcome != OperationType.INFO || chance(0.5)) {
                    me.tokens.remove(resource);
                    me.bases.remove(resource);
                }
            }

            @Override
            boolean mayBeRepeated() {
                return true;
            }
        };
    }

    private Request guardedRead(Belief me, String resource, long token) {
        return new Request("guarded_read", Map.of("resource", resource, "client", me.name, "token", token)) {
            @Override
            Optional<Map<String, Object>> carryOut() {
                return service.guardedRead(resource, token).map(LeaseLoad::base);
            }

            @Override
            void heard(OperationType outcome, Map<String, Object> answer) {
                if (outcome == OperationType.OK) {
                    me.bases.put(resource, (String) answer.get("base"));
                }
            }
        };
    }

    private static Map<String, Object> base(String base) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("base", base.isEmpty() ? null : base);
        return fields;
    }

    private Request guardedWrite(Belief me, String resource, long token) {
        String value = "v" + ++values;
        Map<String, Object> fields =
                new LinkedHashMap<>(Map.of("resource", resource, "client", me.name, "token", token, "value", value));
        fields.put("base", me.bases.remove(resource));
        return new Request("guarded_write", fields) {
            @Override
            Optional<Map<String, Object>> carryOut() {
                return service.guardedWrite(resource, token, value) ? Optional.of(Map.of()) : Optional.empty();
            }
        };
    }
}
