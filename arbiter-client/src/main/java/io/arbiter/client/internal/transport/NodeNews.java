package io.arbiter.client.internal.transport;

/** Reports by a node beside its answers. Called in the loop. */
interface NodeNews {

    /** An answer names the leader's client address. */
    void leaderSeen(String address);

    /** Another cluster than this client's answers there. */
    void otherCluster(CallFailedException failure);
}
