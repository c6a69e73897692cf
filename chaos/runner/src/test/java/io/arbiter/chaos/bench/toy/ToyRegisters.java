package io.arbiter.chaos.bench.toy;

import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.Map;

/** Registers of one process: linearizable, unless wrong. */
final class ToyRegisters {
    private static final int EVERY = 8;

    private final Wrong wrong;
    private final Map<String, Long> values = new HashMap<>();
    private final Map<String, Long> before = new HashMap<>();
    private int calls;

    ToyRegisters(Wrong wrong) {
        this.wrong = wrong;
    }

    private boolean now(Wrong what) {
        return wrong == what && ++calls % EVERY == 0;
    }

    JsonObject read(JsonObject request) {
        String key = request.get("key").getAsString();
        Long value = now(Wrong.STALE_READS) ? before.get(key) : values.get(key);
        if (value == null) {
            throw new ToyError(20, "no " + key);
        }
        var reply = new JsonObject();
        reply.addProperty("value", value);
        return reply;
    }

    JsonObject write(JsonObject request) {
        put(request.get("key").getAsString(), request.get("value").getAsLong());
        return new JsonObject();
    }

    JsonObject cas(JsonObject request) {
        String key = request.get("key").getAsString();
        Long value = values.get(key);
        if (value == null) {
            throw new ToyError(20, "no " + key);
        }
        if (value != request.get("from").getAsLong()) {
            throw new ToyError(22, "it is " + value);
        }
        put(key, request.get("to").getAsLong());
        return new JsonObject();
    }

    private void put(String key, long value) {
        if (!now(Wrong.LOST_WRITES)) {
            Long replaced = values.put(key, value);
            if (replaced != null) {
                before.put(key, replaced);
            }
        }
    }
}
