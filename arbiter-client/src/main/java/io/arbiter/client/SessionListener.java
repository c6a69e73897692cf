package io.arbiter.client;

/** Receives the events of the client's session; called on the callback executor. Its exceptions are logged. */
@FunctionalInterface
public interface SessionListener {

    /** The session changed. */
    void onSessionEvent(SessionEvent event);
}
