package io.arbiter.client.model;

/**
 * The basis of a grant: how the arbiter knows that the previous holder's gate is closed. With every basis but
 * {@link #BROKEN} and {@link #UNKNOWN} no two gates overlap, if clock rates differ by at most the drift bound.
 */
public enum GrantBasis {
    /** No earlier holder is remembered. */
    FIRST,
    /** The previous holder released or transferred it. */
    RELEASED,
    /** The previous holder was silent for TTL·(1+drift bound): its gate has closed by itself. */
    EXPIRED,
    /** The previous holder's process is proved dead by its successor. */
    TAKEN_OVER,
    /** Storages acknowledged the new token. Not granted yet. */
    SEALED,
    /** An operator broke the lease: the previous gate may still be open, and only a guard protects the data. */
    BROKEN,
    /** A promotion condemned the previous lease, and TTL·(1+drift bound) has passed since: its gate is closed. */
    CONDEMNED,
    /** A newer arbiter sends a basis that this library does not know. */
    UNKNOWN
}
