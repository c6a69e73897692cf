package io.arbiter.server.testing;

import io.arbiter.core.auth.AuthChange;
import io.arbiter.core.auth.Binding;
import io.arbiter.core.auth.ChangedBy;
import io.arbiter.core.auth.Grant;
import io.arbiter.core.auth.Permission;
import io.arbiter.core.auth.Principal;
import io.arbiter.core.auth.Role;
import io.arbiter.core.auth.SigningKey;
import io.arbiter.core.command.Command;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.command.PeriodKind;
import io.arbiter.core.command.PromotionRequest;
import io.arbiter.core.command.RecordValue;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.command.Step;
import io.arbiter.core.policy.Failover;
import io.arbiter.core.policy.Policy;
import io.arbiter.core.policy.PolicyChange;
import io.arbiter.core.policy.PromotionTerms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Commands of every kind over a few sessions and resources, so that many of them have an effect. */
public final class RandomCommands {
    private static final List<String> NAMES = List.of("orders", "tenants/eu/4711", "\u00fcber/\u2603", "a");

    private static final Principal FOUNDER = new Principal("spiffe://prod/operator/ann");

    private final Random random;
    private long opened;

    public RandomCommands(long seed) {
        random = new Random(seed);
    }

    public List<Command> next(int count) {
        var commands = new ArrayList<Command>();
        while (commands.size() < count) {
            commands.add(next());
        }
        return commands;
    }

    public Command next() {
        return switch (random.nextInt(24)) {
            case 20 -> new Command.RequestPromotion(promotion());
            case 21 -> new Command.CancelPromotion(name(), 1 + random.nextInt(5), by());
            case 22 -> new Command.CompletePromotion(ref(), 1 + random.nextInt(5));
            case 23 -> new Command.EndPeriod(name(), pick(PeriodKind.values()), 1 + random.nextInt(20));
            case 0, 1 -> new Command.OpenSession(spec(), firsts());
            case 2 -> new Command.RenewSession(id(), random.nextLong(), random.nextBoolean());
            case 3 -> new Command.CloseSession(id());
            case 4 -> new Command.ExpireSession(id(), random.nextInt(3));
            case 5 -> new Command.BreakSession(id(), by());
            case 6 -> new Command.FormCluster("cluster-" + random.nextInt(9), random.nextInt(9), random.nextInt(9));
            case 8 -> new Command.ChangePolicies(policies(), by());
            case 9 ->
                new Command.ChangePauses(
                        random.nextInt(3) == 0, random.nextBoolean() ? "" : "tenants/", random.nextInt(9), by());
            case 7 -> new Command.ChangeAuth(change(), new ChangedBy(FOUNDER, "drill \u2603"));
            default -> leaseCommand();
        };
    }

    /** Authorization ends as often as it begins, so that most commands are not refused for want of a right. */
    private AuthChange change() {
        var binding = new Binding("spiffe://prod/region/*/sidecar/" + random.nextInt(3), "sidecar", prefix());
        return switch (random.nextInt(10)) {
            case 0 -> new AuthChange.Enable();
            case 1, 2, 3 -> new AuthChange.Disable();
            case 4 -> new AuthChange.PutRole(new Role("clerk-" + random.nextInt(3), List.of(grant())));
            case 5 -> new AuthChange.DeleteRole("clerk-" + random.nextInt(3));
            case 6 -> new AuthChange.PutBinding(binding);
            case 8 -> new AuthChange.RotateKey(random.nextBoolean() ? "" : keyId(), key());
            case 9 -> new AuthChange.DropKey(keyId());
            default -> new AuthChange.DeleteBinding(binding);
        };
    }

    private SigningKey key() {
        return new SigningKey(keyId(), "public", Optional.of(new SigningKey.Secret("private")), "", 0);
    }

    private String keyId() {
        return "%016x".formatted(random.nextInt(3));
    }

    private Grant grant() {
        var regions = new TreeSet<>(random.nextBoolean() ? Set.of() : Set.of("us-east", "us-west"));
        return new Grant(Set.of(Permission.READ, Permission.AUTH), prefix(), regions);
    }

    private String prefix() {
        return random.nextBoolean() ? "" : name();
    }

    /** What they forbid, they forbid to some alone. */
    private PolicyChange policies() {
        List<String> deletes = random.nextInt(3) == 0 ? List.of("a") : List.of();
        return new PolicyChange(random.nextInt(9), List.of(policy(random.nextBoolean() ? "" : "tenants/")), deletes);
    }

    private Policy policy(String scope) {
        return new Policy(
                scope,
                new TreeSet<>(random.nextInt(4) == 0 ? Set.of("\u00fcber") : Set.of()),
                random.nextBoolean() ? List.of() : List.of("\u00fcber"),
                random.nextBoolean() ? Failover.AUTOMATIC : Failover.MANUAL,
                random.nextInt(3) * 500,
                1_000,
                8_000 + random.nextInt(9_000),
                random.nextBoolean() ? PromotionTerms.DEFAULT : new PromotionTerms(random.nextInt(2) * 9_000, 1, 2));
    }

    private PromotionRequest promotion() {
        return new PromotionRequest(
                "p-" + random.nextInt(30),
                name(),
                spec().region(),
                pick(PromotionRequest.Mode.values()),
                pick(PromotionRequest.Trigger.values()),
                random.nextInt(3) == 0 ? id() : 0,
                random.nextInt(4) > 0,
                random.nextBoolean(),
                by());
    }

    private <T> T pick(T[] from) {
        return from[random.nextInt(from.length)];
    }

    private Principal owner() {
        return random.nextInt(4) > 0 ? Principal.NOBODY : new Principal("spiffe://prod/region/us-east/sidecar/1");
    }

    private Command leaseCommand() {
        return switch (random.nextInt(16)) {
            case 14, 15 -> steps();
            case 0 -> new Command.CancelWait(name(), id(), random.nextInt(3));
            case 1 -> new Command.Release(ref());
            case 2 -> new Command.Transfer(ref(), id());
            case 3 -> new Command.RequestHandover(name(), id(), id(), "ops");
            case 4 -> new Command.BreakLease(name(), id(), by());
            case 5 -> new Command.EndLockDelay(name(), id());
            case 6, 7 -> put();
            default -> new Command.Acquire(name(), id(), random.nextBoolean(), random.nextLong());
        };
    }

    private Command steps() {
        var steps = new ArrayList<Step>();
        String own = name();
        String other = NAMES.get((NAMES.indexOf(own) + 1) % NAMES.size());
        steps.add(new Step.Acquire(own));
        steps.add(new Step.Put(own, 0, 0, OptionalLong.empty(), Optional.of(value())));
        if (random.nextBoolean()) {
            steps.add(new Step.Put(other, id(), id(), OptionalLong.of(random.nextInt(4)), Optional.empty()));
        }
        steps.add(random.nextBoolean() ? new Step.Release(own, 0) : new Step.Release(other, id()));
        return new Command.CommitSteps(id(), id(), steps);
    }

    private Command put() {
        return new Command.PutRecord(
                ref(),
                1 + random.nextInt(9),
                random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextInt(4)),
                random.nextInt(4) == 0 ? Optional.empty() : Optional.of(value()));
    }

    private RecordValue value() {
        var bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return new RecordValue(bytes);
    }

    private SessionSpec spec() {
        opened++;
        return new SessionSpec(
                "client-" + random.nextInt(4),
                "i" + random.nextInt(30),
                "host:" + opened,
                "us-east",
                random.nextInt(3),
                1_000 + random.nextInt(9_000),
                1 + random.nextInt(100_000),
                random.nextBoolean() ? 0 : 500,
                owner());
    }

    private List<Command.FirstAcquire> firsts() {
        return random.nextBoolean() ? List.of() : List.of(new Command.FirstAcquire(name(), random.nextBoolean()));
    }

    private LeaseRef ref() {
        return new LeaseRef(name(), id(), id());
    }

    private OperatorAction by() {
        return new OperatorAction("ops", "drill \u2603");
    }

    private String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    private long id() {
        return 1 + random.nextInt(12);
    }
}
