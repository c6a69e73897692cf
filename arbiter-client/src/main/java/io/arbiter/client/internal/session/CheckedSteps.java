package io.arbiter.client.internal.session;

import io.arbiter.client.Step;
import io.arbiter.client.internal.context.ClientLimits;
import io.arbiter.client.internal.lease.HeldLease;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Steps that may be asked for in one commit, and the leases among them that are released. */
public final class CheckedSteps {
    private static final int MAX_STEPS = 32;
    private static final int MAX_BYTES = 4 * ClientLimits.MAX_RECORD_BYTES;

    private final List<Step> steps;
    private final List<HeldLease> given;

    private CheckedSteps(List<Step> steps, List<HeldLease> given) {
        this.steps = steps;
        this.given = given;
    }

    /** @throws IllegalArgumentException naming the first thing that is wrong */
    public static CheckedSteps of(List<Step> asked) {
        List<Step> steps = List.copyOf(asked);
        check(steps);
        return new CheckedSteps(steps, given(steps));
    }

    public List<Step> steps() {
        return steps;
    }

    List<HeldLease> given() {
        return given;
    }

    /**
     * In the caller's thread: closes the gate of every lease that is released, or none.
     *
     * @throws io.arbiter.client.LeaseLostException if one of them is lost already
     */
    public void closeGates() {
        given.forEach(HeldLease::requireHeld);
        given.forEach(HeldLease::closeForCommit);
    }

    private static void check(List<Step> steps) {
        if (steps.isEmpty() || steps.size() > MAX_STEPS) {
            throw new IllegalArgumentException(steps.size() + " steps, expected 1 to " + MAX_STEPS);
        }
        Set<String> acquired = new HashSet<>();
        long bytes = 0;
        for (Step step : steps) {
            if (step instanceof Step.Acquire) {
                acquired.add(step.resource());
            } else if (step instanceof Step.Put put) {
                requireAcquired(acquired, put);
                bytes += length(put);
            } else if (step instanceof Step.Release release && release.lease().isEmpty()) {
                requireAcquired(acquired, release);
                acquired.remove(release.resource());
            }
        }
        if (bytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "the records have " + bytes + " bytes together, expected at most " + MAX_BYTES);
        }
    }

    private static void requireAcquired(Set<String> acquired, Step step) {
        if (!acquired.contains(step.resource())) {
            throw new IllegalArgumentException(
                    "'" + step.resource()
                            + "' is not acquired by an earlier step; acquire it in this commit, or use the Lease that holds it");
        }
    }

    private static int length(Step.Put put) {
        int bytes = put.value().map(value -> value.length).orElse(0);
        if (bytes > ClientLimits.MAX_RECORD_BYTES) {
            throw new IllegalArgumentException(
                    "the record has " + bytes + " bytes, expected at most " + ClientLimits.MAX_RECORD_BYTES);
        }
        return bytes;
    }

    private static List<HeldLease> given(List<Step> steps) {
        var given = new ArrayList<HeldLease>();
        for (Step step : steps) {
            if (step instanceof Step.Release release && release.lease().isPresent()) {
                if (!(release.lease().get() instanceof HeldLease lease)) {
                    throw new IllegalArgumentException(release.lease().get() + " is no lease of this client");
                }
                given.add(lease);
            }
        }
        return given;
    }
}
