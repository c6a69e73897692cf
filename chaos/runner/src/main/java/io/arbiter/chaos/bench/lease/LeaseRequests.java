package io.arbiter.chaos.bench.lease;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.arbiter.chaos.bench.client.Answer;
import io.arbiter.chaos.bench.client.Request;
import io.arbiter.chaos.bench.process.NodeFailedException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The messages of the lease workload. {@code client} stands for one session: a client that opens another takes another
 * name.
 */
final class LeaseRequests {
    /** Where FAIL means that something is stale or gone, an error that only means "not now" must not count as that. */
    private static final UnaryOperator<Answer> STALE_OR_GONE = answer ->
            answer.isFail() && answer.code() != Answer.PRECONDITION_FAILED && answer.code() != Answer.KEY_DOES_NOT_EXIST
                    ? answer.asUnknown()
                    : answer;

    private LeaseRequests() {}

    static Request open(String client, Duration ttl) {
        return Request.of("open", "open")
                .with("client", client)
                .sent("ttl_ms", ttl.toMillis())
                .result("session", "session");
    }

    static Request renew(String client, String session) {
        return Request.of("renew", "renew")
                .recorded("client", client)
                .sent("session", session)
                .reading(STALE_OR_GONE);
    }

    /** Of a renewal's answer: the tokens that are still held, by resource. */
    static Map<String, Long> held(Answer answer, String node) {
        if (!(answer.body().get("leases") instanceof JsonArray leases)) {
            throw new NodeFailedException("node " + node + " answered renew without leases: " + answer.body());
        }
        Map<String, Long> held = new TreeMap<>();
        for (JsonElement lease : leases) {
            JsonObject fields = lease.getAsJsonObject();
            held.put(fields.get("resource").getAsString(), fields.get("token").getAsLong());
        }
        return held;
    }

    static Request acquire(String resource, String client, String session, Duration wait) {
        return Request.of("acquire", "acquire")
                .with("resource", resource)
                .recorded("client", client)
                .sent("session", session)
                .sent("wait_ms", wait.toMillis())
                .takesLonger(wait)
                .result("token", "token");
    }

    static Request release(String resource, String client, String session, long token) {
        return Request.of("release", "release")
                .with("resource", resource)
                .recorded("client", client)
                .sent("session", session)
                .with("token", token)
                .reading(STALE_OR_GONE);
    }

    static Request holder(String resource) {
        return Request.of("holder", "read")
                .with("resource", resource)
                .result("client", "client")
                .result("token", "token");
    }

    static Request guardedRead(String resource, String client, long token) {
        return Request.of("guarded_read", "guarded_read")
                .with("resource", resource)
                .recorded("client", client)
                .with("token", token)
                .result("value", "base")
                .reading(STALE_OR_GONE);
    }

    static Request guardedWrite(Tenure tenure, String value) {
        return Request.of("guarded_write", "guarded_write")
                .with("resource", tenure.resource())
                .recorded("client", tenure.client())
                .with("token", tenure.token())
                .recorded("base", tenure.base())
                .with("value", value)
                .reading(STALE_OR_GONE);
    }
}
