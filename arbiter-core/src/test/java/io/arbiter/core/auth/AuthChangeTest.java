package io.arbiter.core.auth;

import static io.arbiter.core.auth.People.EAST;
import static io.arbiter.core.auth.People.FOUNDER;
import static io.arbiter.core.auth.People.WEST;
import static io.arbiter.core.auth.People.bind;
import static io.arbiter.core.auth.People.role;
import static io.arbiter.core.auth.People.unbind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.core.command.InvalidCommandException;
import io.arbiter.core.event.Event;
import io.arbiter.core.machine.Machines;
import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AuthChangeTest {
    private static final Outcome DONE = new Outcome.AuthChanged();
    private final Machines machines = new Machines();

    @Test
    void onlyWhomTheAuthorityCallsAnOperatorMayBegin() {
        for (Principal other : List.of(EAST, WEST)) {
            assertThat(machines.change(other, new AuthChange.Enable())).isEqualTo(denied(other));
            assertThat(machines.change(other, bind(other, "sidecar", ""))).isEqualTo(denied(other));
        }
        assertThat(machines.change(FOUNDER, bind(EAST, "sidecar", ""))).isEqualTo(DONE);
        assertThat(auth().enabled()).isFalse();
        assertThat(machines.change(FOUNDER, new AuthChange.Enable())).isEqualTo(DONE);
        assertThat(auth().enabled()).isTrue();
        assertThat(auth().bindings()).contains(new Binding(FOUNDER.identity(), BuiltInRoles.ADMINISTRATOR, ""));
    }

    /** The second of two founders finds a cluster that has an administrator. */
    @Test
    void onceItIsEnabledTheCertificatesRoleCountsForNothing() {
        var second = new Principal("spiffe://prod/operator/bob");
        machines.change(FOUNDER, new AuthChange.Enable());
        assertThat(machines.change(second, new AuthChange.Enable())).isEqualTo(denied(second));
        assertThat(machines.change(second, new AuthChange.Disable())).isEqualTo(denied(second));
        assertThat(machines.change(FOUNDER, new AuthChange.Enable()))
                .as("again")
                .isEqualTo(DONE);
        assertThat(machines.change(FOUNDER, new AuthChange.Disable())).isEqualTo(DONE);
        assertThat(auth().enabled()).isFalse();
    }

    @Test
    void nobodyLocksHimselfOut() {
        machines.change(FOUNDER, new AuthChange.Enable());
        AuthChange own = unbind(FOUNDER, BuiltInRoles.ADMINISTRATOR, "");
        assertThat(machines.change(FOUNDER, own)).isEqualTo(new Refusal.LocksOut(FOUNDER));
        assertThat(machines.change(FOUNDER, bind(WEST, BuiltInRoles.ADMINISTRATOR, "")))
                .isEqualTo(DONE);
        assertThat(machines.change(WEST, own)).isEqualTo(DONE);
        assertThat(machines.change(FOUNDER, bind(FOUNDER, BuiltInRoles.ADMINISTRATOR, "")))
                .isEqualTo(denied(FOUNDER));
    }

    @Test
    void anAdministratorByAnOwnRoleKeepsIt() {
        machines.change(FOUNDER, role("chief", Permission.AUTH, ""));
        machines.change(FOUNDER, bind(EAST, "chief", ""));
        machines.change(FOUNDER, new AuthChange.Enable());
        assertThat(machines.change(EAST, unbind(FOUNDER, BuiltInRoles.ADMINISTRATOR, "")))
                .isEqualTo(DONE);
        assertThat(machines.change(EAST, role("chief", Permission.READ, ""))).isEqualTo(new Refusal.LocksOut(EAST));
    }

    @Test
    void rolesAreKnownBeforeAndUnboundAfter() {
        assertThat(machines.change(FOUNDER, bind(EAST, "clerk", ""))).isEqualTo(new Refusal.RoleUnknown("clerk"));
        machines.change(FOUNDER, role("clerk", Permission.READ, "orders/"));
        machines.change(FOUNDER, bind(EAST, "clerk", ""));
        var delete = new AuthChange.DeleteRole("clerk");
        assertThat(machines.change(FOUNDER, delete)).isEqualTo(new Refusal.RoleBound("clerk"));
        machines.change(FOUNDER, unbind(EAST, "clerk", ""));
        assertThat(machines.change(FOUNDER, delete)).isEqualTo(DONE);
        assertThat(machines.change(FOUNDER, delete)).as("again").isEqualTo(DONE);
        assertThat(auth()).isEqualTo(AuthState.INITIAL);
    }

    @Test
    void theHistoryTellsWhoChangedWhat() {
        machines.change(FOUNDER, new AuthChange.Enable());
        machines.change(FOUNDER, new AuthChange.Enable());
        assertThat(machines.state().history().since(1).orElseThrow())
                .extracting(Event::change)
                .containsExactly(new Event.AccessChanged(new AuthChange.Enable(), new ChangedBy(FOUNDER, "as asked")));
    }

    @Test
    void bindingsAreBounded() {
        for (int i = 0; i < AuthState.MAX_BINDINGS; i++) {
            machines.change(FOUNDER, bind(EAST, "viewer", "r" + i));
        }
        assertThat(machines.change(FOUNDER, bind(EAST, "viewer", "one more")))
                .isEqualTo(new Refusal.LimitExceeded("bindings", AuthState.MAX_BINDINGS));
    }

    @Test
    void itIsInTheImage() {
        machines.change(FOUNDER, role("clerk", Permission.READ, "orders/", "us-east"));
        machines.change(FOUNDER, new AuthChange.Enable());
        StateSnapshot image = machines.machine.image();
        var other = new Machines();
        other.machine.restore(image);
        assertThat(other.machine.image()).isEqualTo(image);
        assertThat(other.state().auth()).isEqualTo(auth());
    }

    @Test
    void malformedChangesDoNotExist() {
        var malformed = new ArrayList<AuthChange>(List.of(
                role("viewer", Permission.READ, ""),
                role("Clerk", Permission.READ, ""),
                role("", Permission.READ, ""),
                new AuthChange.DeleteRole(BuiltInRoles.ADMINISTRATOR),
                new AuthChange.PutRole(new Role("clerk", List.of(new Grant(new TreeSet<>(), "", new TreeSet<>()))))));
        for (String pattern :
                List.of("", "*", "spiffe://*/operator/*", "spiffe://prod/oper*/x", "spiffe://prod", "a b")) {
            malformed.add(new AuthChange.PutBinding(new Binding(pattern, "viewer", "")));
        }
        assertThat(malformed)
                .allSatisfy(change -> assertThatThrownBy(() -> machines.change(FOUNDER, change))
                        .isInstanceOf(InvalidCommandException.class));
        assertThatThrownBy(() -> machines.change(Principal.NOBODY, new AuthChange.Enable()))
                .isInstanceOf(InvalidCommandException.class);
    }

    private static Refusal denied(Principal caller) {
        return new Refusal.PermissionDenied(caller, Permission.AUTH, "");
    }

    private AuthState auth() {
        return machines.state().auth();
    }
}
