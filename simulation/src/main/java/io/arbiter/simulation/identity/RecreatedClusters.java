package io.arbiter.simulation.identity;

import io.arbiter.core.command.Command;
import io.arbiter.core.expiry.ExpiryTracker;
import io.arbiter.core.machine.LeaseMachine;
import io.arbiter.core.machine.Limits;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.restore.RestoreRule;
import io.arbiter.simulation.check.ViolationException;
import io.arbiter.simulation.time.SeededRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * All nodes are wiped and another cluster is created in their place, several times, while the clients of earlier ones
 * continue: none of their requests may succeed on a session that another client opened (S3), and no watch may continue
 * in another cluster's history.
 */
final class RecreatedClusters {
    private static final Limits LIMITS = new Limits(100, 100, 10, 50, 50, 50, 50);
    private static final Instant START = Instant.parse("2026-11-29T12:00:00Z");
    private static final int CLUSTERS = 4;
    private static final int STEPS = 60;

    private final SeededRandom random;
    private final IdentityMutant mutant;
    private final List<IdentityClient> clients = new ArrayList<>();
    private final TreeMap<Long, IdentityClient> openers = new TreeMap<>();
    private LeaseMachine machine;
    private String cluster;
    private Instant now = START;
    private long index;

    RecreatedClusters(long seed, IdentityMutant mutant) {
        this.random = new SeededRandom(seed);
        this.mutant = mutant;
    }

    /** @throws ViolationException if a client of one cluster is taken for another's */
    void run() {
        for (int number = 1; number <= CLUSTERS; number++) {
            create("cluster-" + number);
            for (int i = 0; i < 2; i++) {
                clients.add(new IdentityClient(random, "client-" + clients.size(), random.chance(0.5)));
            }
            for (int step = 0; step < STEPS; step++) {
                IdentityClient client = random.pick(clients);
                if (random.chance(0.1)) {
                    watch(client);
                } else {
                    call(client);
                }
            }
        }
    }

    /** Another cluster, a second later at least: the rule's one assumption. */
    private void create(String id) {
        now = now.plusSeconds(random.between(1, 3_600));
        machine = new LeaseMachine(LIMITS, new ExpiryTracker(() -> 0, Duration.ZERO));
        cluster = id;
        openers.clear();
        index = 0;
        apply(new Command.FormCluster(id, 0, mutant.sessionIdsAbove(RestoreRule.beginningAt(now))));
    }

    private Outcome apply(Command command) {
        index++;
        return machine.apply(index, now.toEpochMilli(), command).outcome();
    }

    private void call(IdentityClient client) {
        if (mutant.refuses(client.namedCluster(), cluster)) {
            client.lose(cluster);
            return;
        }
        Command command = client.next();
        Outcome outcome = apply(command);
        if (outcome instanceof Outcome.SessionOpened opened) {
            openers.put(opened.session(), client);
        } else if (outcome instanceof Outcome.Success) {
            requireOwn(client, command);
        }
        client.receive(outcome, cluster);
    }

    private void requireOwn(IdentityClient client, Command command) {
        IdentityClient opener = openers.get(session(command));
        if (opener != client) {
            throw new ViolationException("S3", "%s succeeds with %s, whose session %s opened", client, command, opener);
        }
    }

    private static long session(Command command) {
        if (command instanceof Command.RenewSession renewal) {
            return renewal.session();
        } else if (command instanceof Command.CloseSession close) {
            return close.session();
        } else if (command instanceof Command.Acquire acquire) {
            return acquire.session();
        }
        return ((Command.Release) command).lease().session();
    }

    /** A bound client resumes the watch that it had. */
    private void watch(IdentityClient client) {
        String followed = client.namedCluster();
        if (mutant.refuses(followed, cluster)) {
            client.lose(cluster);
        } else if (!followed.isEmpty() && !followed.equals(cluster)) {
            throw new ViolationException(
                    "S3", "%s, which watched %s, continues in %s unnoticed", client, followed, cluster);
        }
    }
}
