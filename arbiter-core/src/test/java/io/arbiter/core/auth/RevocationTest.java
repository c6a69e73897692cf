package io.arbiter.core.auth;

import static io.arbiter.core.auth.People.EAST;
import static io.arbiter.core.auth.People.FOUNDER;
import static io.arbiter.core.auth.People.WEST;
import static io.arbiter.core.auth.People.bind;
import static io.arbiter.core.auth.People.unbind;
import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.event.Event;
import io.arbiter.core.event.Lease;
import io.arbiter.core.machine.Machines;
import io.arbiter.core.machine.Resource;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevocationTest {
    private final Machines machines = new Machines();

    @Test
    void whoWaitsIsNotGrantedWhatItMayNotHoldAnyMore() {
        machines.change(FOUNDER, bind(EAST, "sidecar", ""));
        machines.change(FOUNDER, bind(WEST, "sidecar", ""));
        machines.change(FOUNDER, new AuthChange.Enable());
        long east = machines.open(EAST, "a", 0, "orders");
        long west = machines.open(WEST, "b", 0, "orders");
        machines.change(FOUNDER, unbind(WEST, "sidecar", ""));
        assertThat(machines.resource("orders").waiters()).isEmpty();
        assertThat(machines.queue("orders", west))
                .isEqualTo(new Refusal.PermissionDenied(WEST, Permission.ACQUIRE, "orders"));
        machines.apply(new Command.Release(new LeaseRef("orders", east, token("orders"))));
        assertThat(machines.state().resource("orders")).isEmpty();
        assertThat(changes()).contains(new Event.WaitRevoked("orders", west));
    }

    @Test
    void enablingEndsTheWaitsOfThoseWithoutARole() {
        machines.open("a", 0, "orders");
        long waiting = machines.open("b", 0, "orders");
        machines.change(FOUNDER, new AuthChange.Enable());
        assertThat(machines.state().session(waiting).orElseThrow().waits()).isEmpty();
    }

    @Test
    void aSuccessorInheritsOnlyWhatItMayHold() {
        machines.change(FOUNDER, bind(EAST, "sidecar", ""));
        machines.change(FOUNDER, new AuthChange.Enable());
        machines.open(EAST, "a", 1, "orders", "stock");
        machines.change(FOUNDER, bind(EAST, "sidecar", "stock"));
        machines.change(FOUNDER, unbind(EAST, "sidecar", ""));
        long heir = machines.open(EAST, "a", 2);
        assertThat(machines.state().session(heir).orElseThrow().leases()).containsExactly("stock");
        assertThat(machines.state().resource("orders")).isEmpty();
    }

    /** Neither by finding its session, nor by following it, nor by ending its openings for ever. */
    @Test
    void aClientIdIsNobodysKeyToAnothersSession() {
        long east = machines.open(EAST, "a", 3, "orders");
        for (long generation : List.of(3, 4, 9)) {
            assertThat(machines.open(WEST, "a", generation)).isNotEqualTo(east);
        }
        assertThat(machines.state().session(east).orElseThrow().leases()).containsExactly("orders");
        assertThat(machines.open(EAST, "a", 3)).isEqualTo(east);
        machines.apply(new Command.CloseSession(east));
        var again = new SessionSpec("a", "start-3", "a", "us-east", 3, 5_000, 10_000, 0, EAST);
        assertThat(machines.apply(new Command.OpenSession(again, List.of()))).isInstanceOf(Refusal.SessionOver.class);
    }

    /** {@link Machines} holds the invariant that only who may acquire waits; here none but such are granted. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void underAnyChangesOnlyWhoMayAcquireIsGranted(long seed) {
        var random = new Random(seed);
        List<Principal> people = List.of(EAST, WEST, Principal.NOBODY);
        List<String> names = List.of("orders/1", "orders/2", "stock");
        List<Long> sessions = people.stream()
                .map(who -> machines.open(who, who.certifiedRole().orElse("none"), 0))
                .toList();
        long told = 0;
        for (int step = 0; step < 400; step++) {
            String name = names.get(random.nextInt(names.size()));
            int who = random.nextInt(people.size());
            switch (random.nextInt(6)) {
                case 0 -> machines.change(FOUNDER, change(random, people.get(who), name));
                case 1 ->
                    machines.change(
                            FOUNDER, random.nextInt(4) > 0 ? new AuthChange.Enable() : new AuthChange.Disable());
                case 2, 3 -> machines.queue(name, sessions.get(who));
                default ->
                    machines.state()
                            .resource(name)
                            .flatMap(Resource::lease)
                            .map(lease -> new LeaseRef(name, lease.session(), lease.token()))
                            .ifPresent(lease -> machines.apply(new Command.Release(lease)));
            }
            long now = machines.state().counters().appliedIndex();
            if (now > told) {
                told = now;
                grantsAt(told).forEach(this::isAllowed);
            }
        }
    }

    private static AuthChange change(Random random, Principal who, String name) {
        Principal bound = who.isNobody() ? EAST : who;
        String prefix = name.substring(0, random.nextInt(name.length()));
        return random.nextBoolean() ? bind(bound, "sidecar", prefix) : unbind(bound, "sidecar", prefix);
    }

    private List<Lease> grantsAt(long index) {
        return machines.state().history().since(index).orElse(List.of()).stream()
                .map(Event::change)
                .filter(Event.LeaseGranted.class::isInstance)
                .map(change -> ((Event.LeaseGranted) change).lease())
                .toList();
    }

    private void isAllowed(Lease lease) {
        Principal holder =
                machines.state().session(lease.session()).orElseThrow().spec().owner();
        assertThat(machines.state().rightsOf(holder).may(Permission.ACQUIRE, lease.resource()))
                .isTrue();
    }

    private List<Event.Change> changes() {
        return machines.state().history().since(1).orElse(List.of()).stream()
                .map(Event::change)
                .toList();
    }

    private long token(String name) {
        return machines.resource(name).lease().map(Lease::token).orElseThrow();
    }

    @Test
    void whoIsAskedForIsTold() {
        machines.change(FOUNDER, new AuthChange.Enable());
        long session = machines.open(EAST, "a", 0, "orders");
        assertThat(machines.state().resource("orders")).as("a first acquire").isEmpty();
        assertThat(machines.apply(new Command.Acquire("orders", session, false, 0)))
                .isEqualTo(new Refusal.PermissionDenied(EAST, Permission.ACQUIRE, "orders"))
                .isNotInstanceOf(Outcome.Success.class);
    }
}
