package io.arbiter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.cli.cluster.WireLease;
import io.arbiter.client.internal.request.FromWire;
import io.arbiter.v1.GrantBasis;
import io.arbiter.v1.LeaseInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The printed grant equals the grant that the arbiter reported. */
class WireLeaseTest {

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNRECOGNIZED")
    void nothingIsLostOnTheWay(GrantBasis basis) {
        LeaseInfo lease = LeaseInfo.newBuilder()
                .setResource("orders")
                .setSessionId(12)
                .setToken(7)
                .setBasis(basis)
                .setGrantedRevision(101)
                .setGrantedWallMillis(FakeArbiter.WALL)
                .setHolder("writer")
                .setRegion("us-east")
                .setHandoverToSessionId(13)
                .build();
        assertThat(WireLease.of(FromWire.grant(lease))).isEqualTo(lease);
    }
}
