package io.arbiter.core.property;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.InvalidCommandException;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.command.RecordValue;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.command.Step;
import io.arbiter.core.policy.Failover;
import io.arbiter.core.policy.Policy;
import io.arbiter.core.policy.PolicyChange;
import io.arbiter.core.policy.PromotionTerms;
import io.arbiter.core.steps.StepsAnswer;
import io.arbiter.core.steps.StepsMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Commands over few names, so that they collide; mostly about current things, sometimes about past ones, or ones that
 * never were. Messages of dead processes arrive late, but no process is born before its predecessor died.
 */
final class RandomCommands {
    private static final OperatorAction ALICE = new OperatorAction("alice", "stuck");
    private static final OperatorAction BOB = new OperatorAction("bob", "works on the network");
    private final SplittableRandom random;
    private final Picture picture;
    private final List<SessionSpec> processes = new ArrayList<>();
    private final List<Supplier<Command>> kinds = new ArrayList<>();
    private boolean namesFuture;

    RandomCommands(SplittableRandom random, Picture picture) {
        this.random = random;
        this.picture = picture;
        add(1, () -> new Command.FormCluster("cluster-" + random.nextInt(9), random.nextInt(9), random.nextInt(9)));
        add(9, this::open);
        add(8, () -> new Command.RenewSession(session(), random.nextInt(8), random.nextInt(3) > 0));
        add(1, () -> new Command.CloseSession(session()));
        add(3, this::expire);
        add(1, () -> new Command.BreakSession(session(), ALICE));
        add(30, () -> new Command.Acquire(resource(), session(), random.nextInt(4) > 0, random.nextInt(3)));
        add(6, () -> new Command.CancelWait(resource(), session(), random.nextInt(3)));
        add(8, () -> new Command.Release(lease()));
        add(9, this::transfer);
        add(9, this::handover);
        add(3, this::breakLease);
        add(5, this::endLockDelay);
        add(12, this::put);
        add(12, this::steps);
        add(5, this::policies);
        add(4, this::pauses);
        var promotions = new RandomPromotions(random, picture);
        add(14, promotions::request);
        add(2, promotions::cancel);
        add(6, promotions::complete);
        add(9, promotions::endPeriod);
    }

    private void add(int weight, Supplier<Command> kind) {
        for (int i = 0; i < weight; i++) {
            kinds.add(kind);
        }
    }

    Command next() {
        namesFuture = false;
        return kinds.get(random.nextInt(kinds.size())).get();
    }

    /** Whether the last command named a session or token that does not exist yet: nobody but a test can do that. */
    boolean namesFuture() {
        return namesFuture;
    }

    private Command open() {
        var acquires = new ArrayList<Command.FirstAcquire>();
        for (int i = 1; i <= 5; i++) {
            if (random.nextInt(4) == 0) {
                acquires.add(new Command.FirstAcquire("r" + i, random.nextBoolean()));
            }
        }
        boolean late = !processes.isEmpty() && random.nextInt(3) == 0;
        SessionSpec known = late ? processes.get(random.nextInt(processes.size())) : born();
        return new Command.OpenSession(late && random.nextInt(4) == 0 ? altered(known) : known, acquires);
    }

    /** A spec as from a program that repeats its opening, but not faithfully. */
    private SessionSpec altered(SessionSpec spec) {
        int which = random.nextInt(5);
        return new SessionSpec(
                spec.clientId(),
                spec.incarnation(),
                spec.holder() + (which == 0 ? "!" : ""),
                which == 1 ? "eu-central" : spec.region(),
                spec.generation(),
                spec.ttlMillis() + (which == 2 ? 1 : 0),
                spec.driftBoundPpm() + (which == 3 ? 1 : 0),
                spec.lockDelayMillis() + (which == 4 ? 1 : 0));
    }

    private SessionSpec born() {
        String client = "c" + (1 + random.nextInt(3));
        long start =
                1 + processes.stream().filter(p -> p.clientId().equals(client)).count();
        boolean proven = random.nextInt(3) > 0;
        var spec = new SessionSpec(
                client,
                "i" + start,
                client + "." + start,
                random.nextInt(3) > 0 ? "us-east" : "us-west",
                proven ? start : 0,
                1_000 + random.nextInt(5_000),
                10_000,
                random.nextBoolean() ? 2_000 : 0);
        processes.add(spec);
        return spec;
    }

    private Command expire() {
        long session = session();
        long renewals = picture.renewals.getOrDefault(session, 0L);
        return new Command.ExpireSession(session, random.nextInt(3) == 0 ? renewals : random.nextLong(renewals + 1));
    }

    private Command transfer() {
        String name = contested();
        Fact.Granted granted = picture.held.get(name);
        LeaseRef lease = granted == null || random.nextInt(4) == 0
                ? lease()
                : new LeaseRef(name, granted.session(), granted.token());
        return new Command.Transfer(lease, waiter(lease.resource()));
    }

    private Command handover() {
        String name = contested();
        return new Command.RequestHandover(name, token(name), waiter(name), "alice");
    }

    private Command breakLease() {
        boolean expired = !picture.confined.isEmpty() && random.nextBoolean();
        String name = expired ? pick(List.copyOf(picture.confined.keySet())) : resource();
        long token = expired ? picture.confined.get(name).token() : token(name);
        return new Command.BreakLease(name, token, ALICE);
    }

    /** Over few scopes, so that they cover each other; mostly by somebody who has seen the latest version. */
    private Command policies() {
        List<String> scopes = new ArrayList<>(List.of("", "r1", "r2", "r3"));
        var puts = new ArrayList<Policy>();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            puts.add(policy(scopes.remove(random.nextInt(scopes.size()))));
        }
        List<String> deletes = random.nextInt(3) == 0 ? List.of(pick(scopes)) : List.of();
        long version = picture.policyChanges + (random.nextInt(5) == 0 ? 1 : 0);
        return new Command.ChangePolicies(
                new PolicyChange(version, random.nextInt(5) == 0 && !deletes.isEmpty() ? List.of() : puts, deletes),
                ALICE);
    }

    /** Mostly one that does something, by somebody who has seen the latest version. */
    private Command pauses() {
        boolean pause = picture.pauses.isEmpty() || random.nextInt(3) == 0;
        boolean known = !pause && random.nextInt(5) > 0;
        String scope = known ? pick(List.copyOf(picture.pauses.keySet())) : pick(List.of("", "r1", "r2", "r3"));
        long version = Math.max(0, picture.pauseChanges + (random.nextInt(5) == 0 ? random.nextInt(-1, 2) : 0));
        return new Command.ChangePauses(pause, scope, version, random.nextBoolean() ? ALICE : BOB);
    }

    private Policy policy(String scope) {
        boolean bound = random.nextInt(3) == 0;
        return new Policy(
                scope,
                new TreeSet<>(random.nextInt(3) == 0 ? List.of("us-east") : List.of()),
                random.nextBoolean() ? List.of("us-east") : List.of(),
                random.nextBoolean() ? Failover.MANUAL : Failover.AUTOMATIC,
                random.nextInt(3) * 1_500,
                bound ? 2_000 : 1_000,
                bound ? 5_000 : 3_600_000,
                new PromotionTerms(random.nextInt(2) * 5_000, 1_000, 1_000));
    }

    private Command endLockDelay() {
        String name = picture.rests.isEmpty() ? resource() : picture.rests.firstKey();
        Fact.Rested rest = picture.rests.get(name);
        return new Command.EndLockDelay(name, rest == null || random.nextInt(4) == 0 ? token(name) : rest.token());
    }

    private Command put() {
        LeaseRef lease = lease();
        var record = Optional.ofNullable(picture.records.get(lease.resource()));
        OptionalLong expected = random.nextBoolean()
                ? OptionalLong.empty()
                : OptionalLong.of(
                        random.nextBoolean() ? 0 : record.map(r -> r.version()).orElse(0L));
        Optional<RecordValue> value = random.nextInt(4) == 0
                ? Optional.empty()
                : Optional.of(new RecordValue(new byte[] {(byte) random.nextInt(3)}));
        long sequence = random.nextBoolean()
                ? 1 + random.nextInt(4)
                : record.map(r -> r.sequence() + 1).orElse(1L);
        return new Command.PutRecord(lease, sequence, expected, value);
    }

    /** Mostly the next number, at times an earlier one: with the same steps only by a repetition of the whole. */
    private Command steps() {
        long session = session();
        StepsMemory memory = picture.steps.getOrDefault(session, StepsMemory.EMPTY);
        long next =
                memory.answers().stream().mapToLong(StepsAnswer::number).max().orElse(0) + 1;
        long number = random.nextInt(8) > 0 ? next : 1 + random.nextLong(next + 2);
        Command command = null;
        while (command == null) {
            command = wellFormed(session, number, someSteps());
        }
        return command;
    }

    /** Null if the steps do not go together: that is for the tests of the shape. */
    private static Command wellFormed(long session, long number, List<Step> steps) {
        try {
            return new Command.CommitSteps(session, number, steps);
        } catch (InvalidCommandException wrong) {
            return null;
        }
    }

    private List<Step> someSteps() {
        var steps = new ArrayList<Step>();
        var acquired = new ArrayList<String>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            steps.add(step(acquired));
        }
        return steps;
    }

    private Step step(List<String> acquired) {
        int kind = random.nextInt(3);
        if (kind == 0 || acquired.isEmpty() && random.nextBoolean()) {
            String name = resource();
            acquired.add(name);
            return new Step.Acquire(name);
        }
        boolean ofThis = !acquired.isEmpty() && random.nextInt(4) > 0;
        LeaseRef lease = lease();
        String name = ofThis ? pick(acquired) : lease.resource();
        long token = ofThis ? 0 : lease.token();
        if (kind == 1) {
            Command.PutRecord put = (Command.PutRecord) put();
            return new Step.Put(name, token, ofThis ? 0 : put.sequence(), put.expectedVersion(), put.value());
        }
        acquired.removeIf(name::equals);
        return new Step.Release(name, token);
    }

    private String resource() {
        return "r" + (1 + random.nextInt(5));
    }

    /** A resource, preferably one that a session waits for. */
    private String contested() {
        List<String> names = picture.held.keySet().stream()
                .filter(r -> !picture.queue(r).isEmpty())
                .toList();
        return names.isEmpty() ? resource() : pick(names);
    }

    private long session() {
        if (!picture.live.isEmpty() && random.nextInt(10) > 0) {
            return pick(List.copyOf(picture.live.keySet()));
        }
        return upTo(picture.sessionsEver);
    }

    private long waiter(String name) {
        var waiting = List.copyOf(picture.queue(name).keySet());
        return waiting.isEmpty() || random.nextInt(4) == 0 ? session() : pick(waiting);
    }

    private LeaseRef lease() {
        boolean current = !picture.held.isEmpty() && random.nextInt(4) > 0;
        if (!current) {
            String name = resource();
            return new LeaseRef(name, session(), token(name));
        }
        Fact.Granted granted = pick(List.copyOf(picture.held.values()));
        return new LeaseRef(granted.resource(), random.nextInt(8) > 0 ? granted.session() : session(), granted.token());
    }

    private long token(String name) {
        Fact.Granted holder = picture.held.get(name);
        return holder != null && random.nextInt(4) > 0 ? holder.token() : upTo(picture.tokensEver);
    }

    /** A number up to the last; recent ones come most often. */
    private long upTo(long last) {
        if (last == 0 || random.nextInt(20) == 0) {
            namesFuture = true;
            return last + 1;
        }
        return Math.max(1, last - random.nextInt(6));
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
