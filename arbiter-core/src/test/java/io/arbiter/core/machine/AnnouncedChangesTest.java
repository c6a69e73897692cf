package io.arbiter.core.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.core.auth.Principal;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.steps.StepsAnswer;
import io.arbiter.core.steps.StepsDigest;
import io.arbiter.core.steps.StepsMemory;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every method that changes a session or a resource announces that to the open capture first. */
class AnnouncedChangesTest {
    private static final StepsAnswer ANSWER = new StepsAnswer(1, new StepsDigest(1, 2), 3, 4, List.of());

    private static final Map<String, Consumer<Session>> OF_SESSIONS = new TreeMap<>(Map.ofEntries(
            change("addRenewal", Session::addRenewal),
            change("addLease", session -> session.addLease("users")),
            change("removeLease", session -> session.removeLease("orders")),
            change("addHoldingsChange", Session::addHoldingsChange),
            change("addWait", session -> session.addWait("users")),
            change("removeWait", session -> session.removeWait("orders")),
            change("restoreCounts", session -> session.restoreCounts(7, 8)),
            change("restoreLease", session -> session.restoreLease("users")),
            change("setCondemned", session -> session.setCondemned("orders", true)),
            change("rememberSteps", session -> session.rememberSteps(ANSWER)),
            change("restoreSteps", session -> session.restoreSteps(StepsMemory.EMPTY.with(ANSWER)))));

    private static final Map<String, Consumer<Resource>> OF_RESOURCES = new TreeMap<>(Map.of(
            "setLease", resource -> resource.setLease(null),
            "setLastEnd", resource -> resource.setLastEnd(EndReason.BROKEN),
            "setLockDelay",
                    resource -> resource.setLockDelay(new Resource.LockDelay(1, 1, 1, "us-east", Principal.NOBODY)),
            "setConfinement",
                    resource -> resource.setConfinement(new Resource.Confinement("us-east", 1, 1, Principal.NOBODY)),
            "setCondemnation", resource -> resource.setCondemnation(new Resource.Condemnation(1, 1, 0, 1, 1)),
            "setCoolDown", resource -> resource.setCoolDown(new Resource.CoolDown(1, 1)),
            "setRecord", resource -> resource.setRecord(new StoredRecord(Optional.empty(), 1, 1, 1, 1)),
            "enqueue", resource -> resource.enqueue(new Resource.Waiter(3, 0)),
            "dequeue", resource -> resource.dequeue(2)));

    private static Map.Entry<String, Consumer<Session>> change(String method, Consumer<Session> call) {
        return Map.entry(method, call);
    }

    @TestFactory
    Stream<DynamicTest> everyChangeIsTold() {
        return Stream.concat(
                OF_SESSIONS.entrySet().stream()
                        .map(change -> changes(
                                change.getKey(),
                                machines -> change.getValue()
                                        .accept(machines.state().session(1).orElseThrow()))),
                OF_RESOURCES.entrySet().stream()
                        .map(change -> changes(
                                change.getKey(), machines -> change.getValue().accept(machines.resource("orders")))));
    }

    private static DynamicTest changes(String name, Consumer<Machines> change) {
        return DynamicTest.dynamicTest(name, () -> {
            var machines = new Machines();
            machines.open("a", 0, "orders");
            machines.open("b", 0, "orders");
            StateSnapshot before = machines.machine.image();
            SnapshotCursor capture = machines.machine.capture();
            change.accept(machines);
            assertThat(capture.rest().with(capture.nextSessions(10), capture.nextResources(10)))
                    .isEqualTo(before);
        });
    }

    /** A method that changes something returns nothing, and nothing can be changed from outside but by a method. */
    @Test
    void noneIsForgotten() {
        assertThat(changing(Session.class)).containsExactlyElementsOf(OF_SESSIONS.keySet());
        assertThat(changing(Resource.class)).containsExactlyElementsOf(OF_RESOURCES.keySet());
        assertThat(Stream.of(Session.class, Resource.class).flatMap(type -> Arrays.stream(type.getDeclaredFields())))
                .allMatch(field -> Modifier.isPrivate(field.getModifiers()));
    }

    private static List<String> changing(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getReturnType() == void.class && !method.isSynthetic())
                .map(Method::getName)
                .sorted()
                .collect(Collectors.toList());
    }
}
