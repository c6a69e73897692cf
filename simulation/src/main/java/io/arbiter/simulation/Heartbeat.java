package io.arbiter.simulation;

import io.arbiter.client.gate.SendTime;

/**
 * When one session's opening and renewals were sent and acknowledged, and when the next one is due: every TTL/3, and
 * sooner while the last one is unanswered.
 */
final class Heartbeat {
    private final SimClient client;
    private SendTime opening;
    private SendTime lastSent;
    private SendTime lastAcknowledged;

    Heartbeat(SimClient client) {
        this.client = client;
    }

    boolean isOpeningDue() {
        return lastSent == null || isOlderThan(lastSent, client.ttlNanos() / 8);
    }

    /** Whether this is a repetition. */
    boolean sendOpening() {
        boolean again = opening != null;
        lastSent = SendTime.now(client.host());
        opening = again ? opening : lastSent;
        return again;
    }

    /** A repeated opening does not renew, so the first one's send counts. */
    SendTime opening() {
        return opening;
    }

    boolean isRenewalDue() {
        return isOlderThan(lastAcknowledged, client.ttlNanos() / 3) && isOlderThan(lastSent, client.ttlNanos() / 12);
    }

    SendTime sendRenewal() {
        lastSent = SendTime.now(client.host());
        return lastSent;
    }

    void acknowledged(SendTime sent) {
        if (lastAcknowledged == null || sent.isAfter(lastAcknowledged)) {
            lastAcknowledged = sent;
        }
    }

    boolean isUnanswered() {
        return lastSent != null && (lastAcknowledged == null || lastSent.isAfter(lastAcknowledged));
    }

    private boolean isOlderThan(SendTime sent, long nanos) {
        return client.host().nanoTime() - sent.nanos() >= nanos;
    }
}
