package io.arbiter.core.property;

import io.arbiter.core.machine.DeadlineListener;
import io.arbiter.core.machine.State;
import io.arbiter.core.promotion.Period;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects the deadlines to watch, and checks whether they match the state. */
final class Deadlines implements DeadlineListener {
    private final Map<Long, Long> renewals = new TreeMap<>();
    private final Map<String, Long> resting = new TreeMap<>();
    private final Map<String, List<String>> running = new TreeMap<>();

    @Override
    public void renewed(long session, long count, long silenceNanos) {
        renewals.put(session, count);
    }

    @Override
    public void sessionEnded(long session) {
        renewals.remove(session);
    }

    @Override
    public void lockDelayStarted(String resource, long token, long delayNanos) {
        resting.put(resource, token);
    }

    @Override
    public void lockDelayEnded(String resource) {
        resting.remove(resource);
    }

    @Override
    public void periods(String resource, List<Period> periods) {
        running.remove(resource);
        if (!periods.isEmpty()) {
            running.put(resource, names(periods));
        }
    }

    private static List<String> names(List<Period> periods) {
        return periods.stream().map(period -> period.kind() + " " + period.id()).toList();
    }

    @Override
    public void reset() {
        running.clear();
        renewals.clear();
        resting.clear();
    }

    /** @param picture what the model says of periods */
    boolean agreeWith(State state, Picture picture) {
        var expectedRenewals = new TreeMap<Long, Long>();
        state.sessions().values().forEach(s -> expectedRenewals.put(s.id(), s.renewals()));
        var expectedRests = new TreeMap<String, Long>();
        state.resources().values().forEach(r -> r.lockDelay().ifPresent(d -> expectedRests.put(r.name(), d.token())));
        return renewals.equals(expectedRenewals) && resting.equals(expectedRests) && running.equals(picture.periods());
    }
}
