package io.arbiter.chaos.faults;

/**
 * Something that befalls the servers, for a while. Roles such as "leader" are resolved when it begins. Whatever it did
 * is undone at its end, so that a cluster is left that heals by itself. Used by one thread.
 */
public interface Fault {
    /** The name of its kind, as in {@link FaultCatalogue#names}. */
    String kind();

    /** Whom it strikes and how, in words; once it has begun, with the names of the regions. */
    String detail();

    /** @throws Exception if it cannot strike; {@link #end} is called all the same, and undoes what was done */
    void begin() throws Exception;

    /** Undoes it. Does not wait until the servers are well again. */
    void end() throws Exception;
}
