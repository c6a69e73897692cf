package io.arbiter.server;

import io.arbiter.server.application.ApplicationFactory;

/** The applications that this process serves. */
final class Applications {
    private Applications() {}

    static ApplicationFactory arbiter() {
        return LeaseApplication::new;
    }
}
