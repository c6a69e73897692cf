package io.arbiter.client;

/** A running watch. */
public interface Watch extends AutoCloseable {

    /** Everything up to this revision has been reported; 0 before the first answer. */
    long revision();

    /** Ends the watch; one call of the listener may still be under way. */
    @Override
    void close();
}
