package io.arbiter.client.internal.request;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** Turns pages as the reader gets to them: at most one is in memory. Not thread-safe. */
final class PagedIterator<T, K> implements Iterator<T> {
    private final Function<K, Page<T, K>> fetch;
    private Iterator<T> rows = List.<T>of().iterator();
    private K next;

    /** Rows, and the key after which the next page starts; null if this is the last one. */
    record Page<T, K>(List<T> rows, K next) {}

    PagedIterator(Function<K, Page<T, K>> fetch, K first) {
        this.fetch = fetch;
        this.next = first;
    }

    @Override
    public boolean hasNext() {
        while (!rows.hasNext() && next != null) {
            Page<T, K> page = fetch.apply(next);
            rows = page.rows().iterator();
            next = page.next();
        }
        return rows.hasNext();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the listing has ended: ask hasNext() first");
        }
        return rows.next();
    }
}
