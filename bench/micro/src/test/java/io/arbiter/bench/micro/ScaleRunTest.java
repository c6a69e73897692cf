package io.arbiter.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.core.command.Command;
import io.arbiter.server.codec.EntryCodec;
import org.junit.jupiter.api.Test;

/** The run measures what its names say. */
class ScaleRunTest {
    @Test
    void theStateHasSoManyLeasesAndACycleLeavesItAsItWas() {
        var loaded = new LoadedReplica(1_000, 100);
        assertThat(leases(loaded)).isEqualTo(1_000);
        loaded.apply(loaded.acquires(), true);
        assertThat(leases(loaded)).isGreaterThan(1_000);
        byte[] releases = loaded.releases();
        assertThat(EntryCodec.decode(releases).commands())
                .isNotEmpty()
                .allSatisfy(command -> assertThat(command).isInstanceOf(Command.Release.class));
        loaded.apply(releases, false);
        assertThat(leases(loaded)).isEqualTo(1_000);
    }

    private static int leases(LoadedReplica loaded) {
        return loaded.replica().read(view -> view.state().leaseCount());
    }
}
