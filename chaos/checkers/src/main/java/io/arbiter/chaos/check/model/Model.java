package io.arbiter.chaos.check.model;

import io.arbiter.chaos.history.History.Call;
import java.util.Collection;
import java.util.List;

/**
 * The sequential specification of one object.
 *
 * @param <S> its states: immutable, with equals and hashCode
 */
public interface Model<S> {
    S initial();

    /**
     * What the call does.
     *
     * @param call ended OK, or INFO and is now taken to have had its effect
     * @return the state after it, or null if the call cannot have ended like that in this state
     */
    S step(S state, Call call);

    /**
     * The calls that bear on linearizability: without those that definitely did nothing, and without those of unknown
     * fate whose effect nobody can have seen.
     */
    List<Call> relevant(List<Call> calls);

    /**
     * Whether the call, where it leaves the state as it is, may as well happen there as anywhere later: then the
     * search need not try what comes of letting it wait.
     */
    boolean isRead(Call call);

    /**
     * Whether leaving {@code dropped} out can not by itself turn a history that the model explains into one that it
     * does not: what is left of a violation is then still one. A write whose value is read, for one, has to stay.
     */
    boolean mayDrop(Collection<Call> dropped, Collection<Call> kept);
}
