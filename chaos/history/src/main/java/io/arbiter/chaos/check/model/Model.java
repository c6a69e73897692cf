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
     * The effect of the call.
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
     * Whether the call, where it leaves the state as it is, may as well happen there as anywhere later: then the search
     * need not try the orders in which the call waits.
     */
    boolean isRead(Call call);

    /**
     * The calls of {@code leaving} without which the model might not explain {@code staying}, though it explains both
     * together: a write whose value is read, for one. Leaving out the others never makes a violation of a history that
     * was none, so the rest of a violation is still one.
     */
    List<Call> needed(Collection<Call> leaving, Collection<Call> staying);
}
