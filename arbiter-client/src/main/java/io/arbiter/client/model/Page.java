package io.arbiter.client.model;

import java.util.List;

/**
 * A part of a listing, all of it at one revision.
 *
 * @param revision what it reflects
 * @param rows in their order
 * @param more whether there is another page after the last row
 */
public record Page<T>(long revision, List<T> rows, boolean more) {

    /** Copies the list. */
    public Page {
        rows = List.copyOf(rows);
    }
}
