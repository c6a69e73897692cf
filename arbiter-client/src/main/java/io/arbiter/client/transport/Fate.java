package io.arbiter.client.transport;

/** What a failed attempt says about the call. */
public enum Fate {
    /** Certainly not done; another attempt may succeed. */
    NOT_DONE,
    /** May have been done or may yet be; repeating is safe. */
    UNKNOWN,
    /** Refused by what the state or the request says: another attempt would be refused too. */
    REFUSED
}
