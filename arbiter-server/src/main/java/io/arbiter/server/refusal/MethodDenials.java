package io.arbiter.server.refusal;

/** Is told of every method of gRPC, beside calls, that ended for want of a right. Must not block. Thread-safe. */
@FunctionalInterface
public interface MethodDenials {
    /** Needs nothing. */
    MethodDenials NONE = (caller, from, method, why) -> {};

    /**
     * @param caller the identity of its certificate; empty if the connection has none
     * @param from the address of the machine, without its port; empty if it is not known
     * @param method its full name
     * @param why for people
     */
    void denied(String caller, String from, String method, String why);
}
