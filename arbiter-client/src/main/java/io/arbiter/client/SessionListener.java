package io.arbiter.client;

/** Hears of the client's session; called on the callback executor. What it throws is logged. */
@FunctionalInterface
public interface SessionListener {

    /** Something happened to the session. */
    void happened(SessionEvent event);
}
