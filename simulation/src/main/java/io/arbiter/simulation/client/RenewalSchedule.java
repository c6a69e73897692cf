package io.arbiter.simulation.client;

import io.arbiter.client.gate.SendTime;

/**
 * Times at which one session's opening and renewals were sent and acknowledged, and at which the next one is due: every
 * TTL/3, and sooner while the last one is unacknowledged.
 */
final class RenewalSchedule {
    private final SimClient client;
    private SendTime opening;
    private SendTime lastSent;
    private SendTime lastAcknowledged;

    RenewalSchedule(SimClient client) {
        this.client = client;
    }

    boolean isOpeningDue() {
        return lastSent == null || isOlderThan(lastSent, client.ttlNanos() / 8);
    }

    /** True for a repetition. */
    boolean sendOpening() {
        boolean again = opening != null;
        lastSent = client.sendTime();
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
        lastSent = client.sendTime();
        return lastSent;
    }

    void acknowledged(SendTime sent) {
        if (lastAcknowledged == null || sent.isAfter(lastAcknowledged)) {
            lastAcknowledged = sent;
        }
    }

    boolean isUnacknowledged() {
        return lastSent != null && (lastAcknowledged == null || lastSent.isAfter(lastAcknowledged));
    }

    private boolean isOlderThan(SendTime sent, long nanos) {
        return client.host().nanoTime() - sent.nanos() >= nanos;
    }
}
