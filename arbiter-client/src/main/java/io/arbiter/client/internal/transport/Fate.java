package io.arbiter.client.internal.transport;

/** The conclusion that a failed attempt allows about the call. */
public enum Fate {
    /** Certainly not carried out; another attempt may succeed. */
    NOT_DONE,
    /** May have been carried out or may yet be; repeating is safe. */
    UNKNOWN,
    /** Refused because of the state or the request: another attempt would be refused too. */
    REFUSED
}
