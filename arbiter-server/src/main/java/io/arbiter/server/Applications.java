package io.arbiter.server;

import io.arbiter.server.application.ApplicationFactory;
import io.arbiter.server.service.LeaseApplication;

/** What this process serves. */
final class Applications {
    private Applications() {
    }

    static ApplicationFactory arbiter() {
        return LeaseApplication::new;
    }
}
