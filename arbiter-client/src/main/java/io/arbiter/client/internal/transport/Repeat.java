package io.arbiter.client.internal.transport;

/** The rule by which an attempt of a call is followed by another one. */
public enum Repeat {
    /** After any attempt that was not answered: every request has the effect of being made once. */
    UNTIL_ANSWERED,
    /**
     * Only after one that was certainly not carried out: an attempt that was sent is waited for until the deadline, and
     * is the last.
     */
    IF_NOT_DONE
}
