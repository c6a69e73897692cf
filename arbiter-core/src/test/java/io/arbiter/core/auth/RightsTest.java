package io.arbiter.core.auth;

import static io.arbiter.core.auth.People.EAST;
import static io.arbiter.core.auth.People.FOUNDER;
import static io.arbiter.core.auth.People.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RightsTest {

    @Test
    void nothingIsDeniedBeforeItIsEnabled() {
        Rights rights = AuthState.INITIAL.rightsOf(Principal.NOBODY);
        assertThat(Permission.values()).allMatch(rights::mayEverywhere);
        assertThat(rights.isBound()).isTrue();
    }

    @Test
    void whatNobodyGrantedIsDenied() {
        Rights rights = enabled().rightsOf(EAST);
        assertThat(rights.isBound()).isFalse();
        assertThat(Permission.values()).noneMatch(permission -> rights.maySomewhere(permission, ""));
    }

    @Test
    void aBindingNarrowsItsRole() {
        Rights rights =
                enabled(new Binding(EAST.identity(), "sidecar", "orders/")).rightsOf(EAST);
        assertThat(rights.may(Permission.ACQUIRE, "orders/1")).isTrue();
        assertThat(rights.may(Permission.ACQUIRE, "orders")).isFalse();
        assertThat(rights.may(Permission.BREAK, "orders/1")).isFalse();
        assertThat(rights.mayEverywhere(Permission.READ)).isFalse();
        assertThat(rights.maySomewhere(Permission.READ, "ord")).isTrue();
        assertThat(rights.maySomewhere(Permission.READ, "orders/1")).isTrue();
        assertThat(rights.maySomewhere(Permission.READ, "b")).isFalse();
    }

    /** What two prefixes allow is under both. */
    @Test
    void aBindingNeverWidensItsRole() {
        AuthState state = enabled(
                        new Binding(EAST.identity(), "narrow", ""),
                        new Binding(WEST.identity(), "narrow", "other/"),
                        new Binding(FOUNDER.identity(), "narrow", "orders/eu/"))
                .with(role("orders/", List.of()));
        assertThat(state.rightsOf(EAST).may(Permission.ACQUIRE, "orders/1")).isTrue();
        assertThat(state.rightsOf(EAST).may(Permission.ACQUIRE, "other/1")).isFalse();
        assertThat(state.rightsOf(WEST).maySomewhere(Permission.ACQUIRE, "")).isFalse();
        assertThat(state.rightsOf(FOUNDER).may(Permission.ACQUIRE, "orders/eu/1"))
                .isTrue();
        assertThat(state.rightsOf(FOUNDER).may(Permission.ACQUIRE, "orders/1")).isFalse();
    }

    @Test
    void aGrantMayBeForSomeRegionsAlone() {
        AuthState state = enabled(new Binding("spiffe://prod/region/*/sidecar/*", "narrow", ""))
                .with(role("", List.of("us-east")));
        assertThat(state.rightsOf(EAST).may(Permission.ACQUIRE, "orders")).isTrue();
        assertThat(state.rightsOf(WEST).may(Permission.ACQUIRE, "orders")).isFalse();
        assertThat(state.rightsOf(WEST).isBound()).isTrue();
    }

    @Test
    void aStarIsOneWholePart() {
        assertThat(matches("spiffe://prod/region/us-east/sidecar/*", EAST)).isTrue();
        assertThat(matches("spiffe://prod/region/*/sidecar/a", EAST)).isTrue();
        assertThat(matches("spiffe://prod/region/us-west/sidecar/*", EAST)).isFalse();
        assertThat(matches("spiffe://prod/region/*/operator/*", EAST)).isFalse();
        assertThat(matches("spiffe://prod/*/*", EAST)).isFalse();
        assertThat(matches("spiffe://prod/*/*", FOUNDER)).isTrue();
        assertThat(matches("spiffe://other/*/*", FOUNDER)).isFalse();
        assertThat(matches("spiffe://prod/*/*", Principal.NOBODY)).isFalse();
    }

    @Test
    void regionAndRoleAreThoseOfTheCertificate() {
        assertThat(EAST.region()).contains("us-east");
        assertThat(EAST.certifiedRole()).contains("sidecar");
        assertThat(FOUNDER.region()).isEmpty();
        assertThat(FOUNDER.certifiedRole()).contains("operator");
        assertThat(Principal.NOBODY.region()).isEmpty();
        assertThat(Principal.NOBODY.certifiedRole()).isEmpty();
    }

    private static boolean matches(String pattern, Principal caller) {
        return new Binding(pattern, "viewer", "").matches(caller);
    }

    private static Role role(String prefix, List<String> regions) {
        return new Role("narrow", List.of(new Grant(Set.of(Permission.ACQUIRE), prefix, new TreeSet<>(regions))));
    }

    private static AuthState enabled(Binding... bindings) {
        return new AuthState(true, new TreeMap<>(), new TreeSet<>(List.of(bindings)), SigningKeys.NONE);
    }
}
