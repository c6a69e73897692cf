package io.arbiter.client;

/** Puts a client together. */
final class ClientAssembly {

    private ClientAssembly() {
    }

    static ArbiterClient build(ClientConfig config) {
        throw new UnsupportedOperationException("session is under construction: " + config.region());
    }
}
