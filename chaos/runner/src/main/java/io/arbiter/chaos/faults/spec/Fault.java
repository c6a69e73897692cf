package io.arbiter.chaos.faults.spec;

/**
 * A temporary fault of the servers. Roles such as "leader" are resolved when it starts. All its effects are undone at
 * its end, so that a cluster is left that heals by itself. Used by one thread.
 */
public interface Fault {
    /** The name of its kind, as in {@code --nemesis}. */
    String kind();

    /** Its victim and its action, in words; once it has started, with the names of the regions. */
    String detail();

    /** @throws Exception if it cannot strike; {@link #end} is called all the same, and undoes its partial effects */
    void begin() throws Exception;

    /** Undoes it. Does not wait until the servers are well again. */
    void end() throws Exception;
}
