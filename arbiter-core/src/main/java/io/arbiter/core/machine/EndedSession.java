package io.arbiter.core.machine;

import io.arbiter.core.event.EndReason;

/** How a session ended, remembered for a while so that its client learns why, and its opening is not repeated. */
public record EndedSession(long session, String clientId, String incarnation, EndReason reason) {
}
