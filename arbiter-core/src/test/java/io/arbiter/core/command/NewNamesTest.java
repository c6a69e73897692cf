package io.arbiter.core.command;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.core.policy.Failover;
import io.arbiter.core.policy.Policy;
import io.arbiter.core.policy.PolicyChange;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewNamesTest {
    private record Field(String name, Function<String, Command> command) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Field> fields() {
        return Stream.of(
                new Field("client_id", text -> open(new SessionSpec(text, "i", "h", "r", 0, 1_000, 1, 0), "orders")),
                new Field("incarnation", text -> open(new SessionSpec("c", text, "h", "r", 0, 1_000, 1, 0), "orders")),
                new Field("holder", text -> open(new SessionSpec("c", "i", text, "r", 0, 1_000, 1, 0), "orders")),
                new Field("region", text -> open(new SessionSpec("c", "i", "h", text, 0, 1_000, 1, 0), "orders")),
                new Field("resource", text -> open(new SessionSpec("c", "i", "h", "r", 0, 1_000, 1, 0), text)),
                new Field("resource", text -> new Command.Acquire(text, 1, false, 1)),
                new Field("actor", text -> new Command.RequestHandover("orders", 1, 2, text)),
                new Field("actor", text -> new Command.BreakLease("orders", 1, new OperatorAction(text, "drill"))),
                new Field("comment", text -> new Command.BreakLease("orders", 1, new OperatorAction("ops", text))),
                new Field("actor", text -> new Command.BreakSession(1, new OperatorAction(text, "drill"))),
                new Field("comment", text -> new Command.BreakSession(1, new OperatorAction("ops", text))),
                new Field("scope", text -> policy(text, "us-east", "ops")),
                new Field("allowed_regions", text -> policy("orders", text, "ops")),
                new Field("actor", text -> policy("orders", "us-east", text)));
    }

    private static Command policy(String scope, String region, String actor) {
        var policy = new Policy(
                scope, new TreeSet<>(List.of(region)), List.of(region), Failover.AUTOMATIC, 0, 1_000, 3_600_000);
        return new Command.ChangePolicies(
                new PolicyChange(0, List.of(policy), List.of()), new OperatorAction(actor, "drill"));
    }

    private static Command open(SessionSpec spec, String resource) {
        return new Command.OpenSession(spec, List.of(new Command.FirstAcquire(resource, true)));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void noWhiteSpaceAtEitherEnd(Field field) {
        for (String text : List.of(" ", "a ", " a", "\u00a0", "\u2007a", "a\u202f", "\u3000", "\u2028a", "  a b  ")) {
            assertThatThrownBy(() -> NewNames.require(field.command().apply(text)))
                    .as("'%s'", text)
                    .isInstanceOf(InvalidCommandException.class)
                    .hasMessageContaining(field.name() + " is '")
                    .hasMessageContaining("white space at either end");
        }
        assertThatCode(() -> NewNames.require(field.command().apply("a b\u00a0c")))
                .doesNotThrowAnyException();
    }

    /** A session that holds such a resource from before can release it. */
    @ParameterizedTest
    @ValueSource(strings = {" ", "orders ", "\u3000"})
    void whatIsThereCanStillBeNamed(String old) {
        assertThatCode(() -> NewNames.require(new Command.Release(new LeaseRef(old, 1, 1))))
                .doesNotThrowAnyException();
    }
}
