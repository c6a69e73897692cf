package io.arbiter.client.internal.transport;

/** Reports by a node beside its answers. Called in the loop. */
interface NodeNews {

    /** An answer names the leader's client address. */
    void leaderSeen(String address);

    /** The cluster to which the calls are bound did something, or may have. */
    void clusterActed();

    /**
     * Another cluster answers there.
     *
     * @return whether it took the place of the client's; otherwise that node alone is a stray
     */
    boolean isReplacedBy(Node node, CallFailedException failure);

    /** Another cluster took the place of the client's. */
    void clusterReplaced(CallFailedException failure);
}
