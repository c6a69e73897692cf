package io.arbiter.chaos.check.load;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Clients that read, write and compare-and-set registers. Every value is written by one request only. */
public final class RegisterLoad extends Load {
    private final int keys;
    private final Map<Long, Long> registers = new HashMap<>();
    private long values;

    public RegisterLoad(long seed, int clients, int keys, double unknown) {
        super(seed, clients, unknown);
        this.keys = keys;
    }

    @Override
    Request next(int client) {
        long key = dice(keys);
        int kind = dice(10);
        return kind < 5 ? read(key) : kind < 8 || !registers.containsKey(key) ? write(key) : cas(key);
    }

    private Request read(long key) {
        return new Request("read", Map.of("key", key)) {
            @Override
            Optional<Map<String, Object>> carryOut() {
                Map<String, Object> answer = new HashMap<>();
                answer.put("value", registers.get(key));
                return Optional.of(answer);
            }
        };
    }

    private Request write(long key) {
        long value = ++values;
        return new Request("write", Map.of("key", key, "value", value)) {
            @Override
            Optional<Map<String, Object>> carryOut() {
                registers.put(key, value);
                return Optional.of(Map.of());
            }
        };
    }

    private Request cas(long key) {
        long from = registers.get(key);
        long to = ++values;
        return new Request("cas", Map.of("key", key, "from", from, "to", to)) {
            @Override
            Optional<Map<String, Object>> carryOut() {
                if (!Objects.equals(registers.get(key), from)) {
                    return Optional.empty();
                }
                registers.put(key, to);
                return Optional.of(Map.of());
            }
        };
    }
}
