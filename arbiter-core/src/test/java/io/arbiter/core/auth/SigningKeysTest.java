package io.arbiter.core.auth;

import static io.arbiter.core.auth.People.EAST;
import static io.arbiter.core.auth.People.FOUNDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.core.auth.AuthChange.DropKey;
import io.arbiter.core.auth.AuthChange.RotateKey;
import io.arbiter.core.command.InvalidCommandException;
import io.arbiter.core.machine.Machines;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.core.restore.RestoreRule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SigningKeysTest {
    private static final Outcome DONE = new Outcome.AuthChanged();
    private static final String SECRET = "c2VjcmV0";

    private final Machines machines = new Machines();

    private static SigningKey key(int number) {
        return new SigningKey(
                id(number), "public" + number, Optional.of(new SigningKey.Secret(SECRET + number)), "", 0);
    }

    private static String id(int number) {
        return "%016x".formatted(number);
    }

    private Outcome rotate(String expected, int next) {
        return machines.change(FOUNDER, new RotateKey(expected, key(next)));
    }

    private SigningKeys keys() {
        return machines.state().auth().keys();
    }

    private List<String> ids() {
        return keys().newestFirst().stream().map(SigningKey::id).toList();
    }

    @Test
    void theNewestSignsAndOnlyItsSecretIsKept() {
        assertThat(keys().current()).isEmpty();
        assertThat(rotate("", 1)).isEqualTo(DONE);
        assertThat(rotate(id(1), 2)).isEqualTo(DONE);
        assertThat(ids()).containsExactly(id(2), id(1));
        assertThat(keys().newestFirst().get(0).secret()).contains(new SigningKey.Secret(SECRET + 2));
        assertThat(keys().newestFirst().get(1).secret()).isEmpty();
    }

    /** S5: the key that was drawn for the repeat is never used. */
    @Test
    void aRepeatHasTheEffectOfOne() {
        rotate("", 1);
        assertThat(rotate("", 2)).isEqualTo(DONE);
        assertThat(ids()).containsExactly(id(1));
        rotate(id(1), 3);
        assertThat(rotate(id(1), 4)).isEqualTo(DONE);
        assertThat(rotate("", 5)).as("late").isEqualTo(DONE);
        assertThat(ids()).containsExactly(id(3), id(1));
        assertThat(machines.state().history().since(1).orElseThrow()).hasSize(2);
    }

    @Test
    void aRotationOfAnotherKeyIsRefused() {
        assertThat(rotate(id(9), 1)).isEqualTo(new Refusal.KeyNotCurrent(id(9), ""));
        rotate("", 1);
        assertThat(rotate(id(9), 2)).isEqualTo(new Refusal.KeyNotCurrent(id(9), id(1)));
        assertThat(ids()).containsExactly(id(1));
    }

    @Test
    void theKeyThatSignsIsNotDropped() {
        rotate("", 1);
        assertThat(machines.change(FOUNDER, new DropKey(id(1)))).isEqualTo(new Refusal.KeyInUse(id(1)));
        rotate(id(1), 2);
        assertThat(machines.change(FOUNDER, new DropKey(id(1)))).isEqualTo(DONE);
        assertThat(machines.change(FOUNDER, new DropKey(id(1)))).as("again").isEqualTo(DONE);
        assertThat(ids()).containsExactly(id(2));
    }

    @Test
    void oldKeysAreBounded() {
        rotate("", 0);
        for (int i = 1; i < 20; i++) {
            rotate(id(i - 1), i);
        }
        assertThat(ids()).hasSize(SigningKeys.MAX).startsWith(id(19)).endsWith(id(12));
    }

    @Test
    void onlyAnAdministratorMay() {
        var denied = new Refusal.PermissionDenied(EAST, Permission.AUTH, "");
        assertThat(machines.change(EAST, new RotateKey("", key(1)))).isEqualTo(denied);
        machines.change(FOUNDER, new AuthChange.Enable());
        assertThat(machines.change(EAST, new RotateKey("", key(1)))).isEqualTo(denied);
        assertThat(rotate("", 1)).isEqualTo(DONE);
        assertThat(machines.change(EAST, new DropKey(id(1)))).isEqualTo(denied);
    }

    @Test
    void noEventAndNoTextHasTheSecret() {
        rotate("", 1);
        rotate(id(1), 2);
        assertThat(machines.state().history().since(1).orElseThrow().toString())
                .contains(id(1), id(2))
                .doesNotContain(SECRET);
        assertThat(machines.state().auth().toString()).contains(id(2)).doesNotContain(SECRET);
        assertThat(new RotateKey("", key(3)).toString()).doesNotContain(SECRET);
        assertThat(machines.machine.image().toString()).doesNotContain(SECRET);
    }

    @Test
    void itIsInTheImageAndNotInARestoredCluster() {
        rotate("", 1);
        rotate(id(1), 2);
        var image = machines.machine.image();
        var other = new Machines();
        other.machine.restore(image);
        assertThat(other.machine.image()).isEqualTo(image);
        assertThat(other.state().auth().keys()).isEqualTo(keys());
        assertThat(RestoreRule.renumber(image, Instant.parse("2036-01-01T00:00:00Z"))
                        .auth()
                        .keys())
                .isEqualTo(SigningKeys.NONE);
    }

    @Test
    void malformedKeysDoNotExist() {
        var unknown = key(1).withoutSecret();
        for (AuthChange malformed : List.of(
                new RotateKey("", unknown),
                new RotateKey("1", key(1)),
                new RotateKey("", new SigningKey("XY", "p", key(1).secret(), "", 0)),
                new RotateKey("", new SigningKey(id(1), "p".repeat(129), key(1).secret(), "", 0)),
                new DropKey(""),
                new DropKey("0123456789ABCDEF"))) {
            assertThatThrownBy(() -> machines.change(FOUNDER, malformed))
                    .as("%s", malformed)
                    .isInstanceOf(InvalidCommandException.class);
        }
    }
}
