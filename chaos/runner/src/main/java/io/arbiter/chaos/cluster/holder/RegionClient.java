package io.arbiter.chaos.cluster.holder;

import io.arbiter.client.AcquireTimeoutException;
import io.arbiter.client.ArbiterClient;
import io.arbiter.client.ArbiterException;
import io.arbiter.client.IndeterminateException;
import io.arbiter.client.Lease;
import io.arbiter.client.LeaseLostException;
import io.arbiter.client.model.Consistency;
import io.arbiter.client.model.Grant;
import io.arbiter.client.model.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * One client, one operation at a time, everything noted. An outcome that the library leaves open is noted as unknown;
 * so is an acquire that timed out, because its grant may be on its way, to be released at once.
 */
final class RegionClient implements AutoCloseable {
    private final String name;
    private final ArbiterClient client;
    private final Actor actor;

    RegionClient(String name, ArbiterClient client, Actor actor) {
        this.name = name;
        this.client = client;
        this.actor = actor;
    }

    String name() {
        return name;
    }

    Actor actor() {
        return actor;
    }

    Optional<Lease> acquire(String resource, Duration wait) {
        Actor.Step step = actor.begin("acquire", "resource", resource, "client", name);
        try {
            Lease lease = client.acquire(resource, wait);
            step.with("token", lease.token())
                    .with("session", lease.sessionId())
                    .with("basis", lease.grant().basis().name())
                    .ok();
            return Optional.of(lease);
        } catch (AcquireTimeoutException late) {
            step.info("not granted in time: " + late.getMessage());
        } catch (ArbiterException unknown) {
            step.info(unknown.getMessage());
        }
        return Optional.empty();
    }

    /** Releases. A lease that is lost permanently needs no release, and none is noted. */
    void release(Lease lease) {
        Actor.Step step = actor.begin("release", "resource", lease.resource(), "client", name, "token", lease.token());
        settle(step, lease::release);
    }

    /** Hands it to the first in the queue, if there is one; else releases it. For the history it is a release. */
    void transfer(Lease lease) {
        long receiver = firstWaiter(lease);
        if (receiver == 0) {
            release(lease);
            return;
        }
        Actor.Step step = actor.begin(
                "release", "resource", lease.resource(), "client", name, "token", lease.token(), "to", receiver);
        settle(step, () -> lease.transferTo(receiver));
    }

    private static void settle(Actor.Step step, Runnable end) {
        try {
            end.run();
            step.ok();
        } catch (LeaseLostException lost) {
            step.fail(lost.getMessage());
        } catch (ArbiterException unknown) {
            step.info(unknown.getMessage());
        }
    }

    private long firstWaiter(Lease lease) {
        try {
            var seen = client.admin().getLease(lease.resource(), Consistency.STALE);
            return seen.waiters().isEmpty() ? 0 : seen.waiters().get(0).sessionId();
        } catch (ArbiterException unanswered) {
            return 0;
        }
    }

    /** The holder of the resource, after everything committed before this call. */
    void readHolder(String resource) {
        Actor.Step step = actor.begin("holder", "resource", resource);
        try {
            var grant =
                    client.admin().getLease(resource, Consistency.LINEARIZABLE).grant();
            step.with("client", grant.map(Grant::holder).orElse(null))
                    .with("token", grant.map(Grant::token).orElse(null))
                    .ok();
        } catch (ArbiterException unanswered) {
            step.fail(unanswered.getMessage());
        }
    }

    Optional<StoredRecord> readRecord(String resource) {
        Actor.Step step = actor.begin("read", "key", resource);
        try {
            Optional<StoredRecord> found = client.admin().getRecord(resource, Consistency.LINEARIZABLE);
            step.with("value", found.map(RegionClient::text).orElse(null)).ok();
            return found;
        } catch (ArbiterException unanswered) {
            step.fail(unanswered.getMessage());
            return Optional.empty();
        }
    }

    void writeRecord(Lease lease, String value) {
        Actor.Step step = actor.begin("write", "key", lease.resource(), "value", value);
        settleWrite(step, () -> lease.putRecord(value.getBytes(StandardCharsets.UTF_8)));
    }

    /** Values are unique, so the version stands for the value. */
    void replaceRecord(Lease lease, StoredRecord from, String to) {
        Actor.Step step = actor.begin("cas", "key", lease.resource(), "from", text(from), "to", to);
        settleWrite(step, () -> lease.putRecord(to.getBytes(StandardCharsets.UTF_8), from.version()));
    }

    private static void settleWrite(Actor.Step step, Runnable put) {
        try {
            put.run();
            step.ok();
        } catch (IndeterminateException unknown) {
            step.info(unknown.getMessage());
        } catch (ArbiterException refused) {
            step.fail(refused.getMessage());
        }
    }

    private static String text(StoredRecord record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
    }
}
