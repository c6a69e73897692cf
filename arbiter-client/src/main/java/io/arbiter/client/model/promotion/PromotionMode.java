package io.arbiter.client.model.promotion;

/** What a promotion asks of the holder. */
public enum PromotionMode {
    /** It stops its writer and hands over, or nothing moves. */
    GRACEFUL,
    /** Nothing: its lease is condemned. */
    FORCED,
    /** It is asked first, and condemned if it does not hand over in time. */
    GRACEFUL_THEN_FORCED,
    /** A newer arbiter sends a mode that this library does not know. Refused in a request. */
    UNKNOWN
}
