package io.arbiter.chaos.cluster.verdict;

import io.arbiter.chaos.history.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Times when the machine did not run a runnable thread: no fault of the arbiter's, and so no part of a bound. From the
 * remarks {@code machine-stall} of a history.
 */
final class Stalls {
    private final List<Stall> stalls = new ArrayList<>();

    private record Stall(String region, long from, long to) {}

    Stalls(List<Operation> remarks) {
        Map<String, Long> begun = new HashMap<>();
        for (Operation remark : remarks) {
            if (remark.f().equals("machine-stall")) {
                String region = remark.text("region");
                if (remark.text("phase").equals("begin")) {
                    begun.put(region, remark.time());
                } else {
                    stalls.add(new Stall(region, begun.remove(region), remark.time()));
                }
            }
        }
        stalls.sort(Comparator.comparingLong(Stall::from));
    }

    /** For how long, between the two times, a region other than {@code excepted} stood still. */
    long nanos(long from, long to, String excepted) {
        long sum = 0;
        long counted = from;
        for (Stall stall : stalls) {
            if (!stall.region().equals(excepted)) {
                long begin = Math.max(counted, stall.from());
                long end = Math.min(to, stall.to());
                if (end > begin) {
                    sum += end - begin;
                    counted = end;
                }
            }
        }
        return sum;
    }
}
