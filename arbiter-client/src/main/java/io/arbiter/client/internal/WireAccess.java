package io.arbiter.client.internal;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.ArbiterClientBuilder;
import io.arbiter.client.Watch;
import io.arbiter.client.internal.context.Channels;
import io.arbiter.client.internal.request.Requests;
import io.arbiter.client.internal.request.SnapshotDownload;
import io.arbiter.client.internal.request.WireWatchListener;
import io.arbiter.v1.SaveSnapshotRequest;
import java.util.function.BiConsumer;

/**
 * Not API: a client's reads as messages of the wire protocol, and its connections. For the command line, which prints
 * answers as they came: the values of the API leave out what a newer arbiter sends and this release does not know. And
 * for programs that test the arbiter, which lead connections their own way.
 */
public final class WireAccess {

    private static BiConsumer<ArbiterClientBuilder, Channels> channelSetter;

    private WireAccess() {}

    /** The builder gives its access when its class is initialized. */
    public static void grantChannels(BiConsumer<ArbiterClientBuilder, Channels> setter) {
        channelSetter = setter;
    }

    /** Lets the client open its connections in that way, in place of certificates or plaintext. */
    public static ArbiterClientBuilder channels(ArbiterClientBuilder builder, Channels channels) {
        channelSetter.accept(builder, channels);
        return builder;
    }

    /** Over the client's connections, within its request timeout. The futures complete in its loop: do not block it. */
    public static Requests requests(ArbiterClient client) {
        return ((DefaultArbiterClient) client).requests();
    }

    /** Asks for a backup. Close it, also if it came to its end. */
    public static SnapshotDownload saveSnapshot(ArbiterClient client, SaveSnapshotRequest request) {
        return ((DefaultArbiterClient) client).saveSnapshot(request);
    }

    /** As {@link ArbiterClient#watch}. */
    public static Watch watch(ArbiterClient client, String prefix, long fromRevision, WireWatchListener listener) {
        return ((DefaultArbiterClient) client).watch(prefix, fromRevision, listener);
    }
}
