package io.arbiter.client.internal.transport;

import java.io.IOException;

/** A name leads to another machine, and the connection would not be secured. */
public final class NotLoopbackException extends IOException {

    NotLoopbackException(Endpoint endpoint, Object address) {
        super(endpoint + " is at " + address + ", which is no loopback address, and this client has no certificate: "
                + "give it one, or make it insecure if nobody on the way can be an enemy");
    }
}
