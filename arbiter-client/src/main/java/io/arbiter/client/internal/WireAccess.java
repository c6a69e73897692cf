package io.arbiter.client.internal;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.Watch;
import io.arbiter.client.internal.request.Requests;
import io.arbiter.client.internal.request.WireWatchListener;

/**
 * Not API: a client's reads, as messages of the wire protocol. For the command line, which prints answers as they
 * came: the values of the API leave out what a newer arbiter sends and this release does not know.
 */
public final class WireAccess {

    private WireAccess() {}

    /** Over the client's connections, within its request timeout. The futures complete in its loop: do not block it. */
    public static Requests requests(ArbiterClient client) {
        return ((DefaultArbiterClient) client).requests();
    }

    /** As {@link ArbiterClient#watch}. */
    public static Watch watch(ArbiterClient client, String prefix, long fromRevision, WireWatchListener listener) {
        return ((DefaultArbiterClient) client).watch(prefix, fromRevision, listener);
    }
}
