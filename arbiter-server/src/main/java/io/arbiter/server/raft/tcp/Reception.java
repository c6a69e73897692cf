package io.arbiter.server.raft.tcp;

import java.io.IOException;

/** Who waits for an answer. Called on the thread that read it: must not block. */
interface Reception<A> {
    void answered(A answer);

    /** No answer comes any more; whether the other side has done what it was asked is not known. */
    void failed(IOException why);
}
