package io.arbiter.simulation.client;

/** Receives what happens in clients, at the instant at which it happens. */
public interface ClientObserver {
    /** The process of this session did something. */
    void acted(SimSession session);

    void held(SimClient client, String resource);
}
