package io.arbiter.server.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.server.consensus.Member;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A peer that was away for long is found again at once, not when gRPC's back-off has run out. */
class PeerChannelsTest {
    private static final Member PEER = new Member("b", "us-west", "127.0.0.1:1", "127.0.0.1:2");
    private final BackedOffChannel channel = new BackedOffChannel();
    private final PeerChannels channels = new PeerChannels(peer -> channel);

    @Test
    void aFailedConnectionIsTriedNow() {
        channel.state = ConnectivityState.TRANSIENT_FAILURE;
        assertThat(channels.to(PEER)).isSameAs(channel);
        assertThat(channel.resets).isEqualTo(1);
    }

    @Test
    void aGoodConnectionIsLeftAlone() {
        channel.state = ConnectivityState.READY;
        assertThat(channels.to(PEER)).isSameAs(channel);
        assertThat(channel.resets).isZero();
    }

    private static final class BackedOffChannel extends ManagedChannel {
        private ConnectivityState state = ConnectivityState.IDLE;
        private int resets;

        @Override
        public ConnectivityState getState(boolean requestConnection) {
            return state;
        }

        @Override
        public void resetConnectBackoff() {
            resets++;
        }

        @Override
        public ManagedChannel shutdown() {
            return this;
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public ManagedChannel shutdownNow() {
            return this;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }

        @Override
        public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
            throw new UnsupportedOperationException("no call is made in these tests");
        }

        @Override
        public String authority() {
            return "peer";
        }
    }
}
