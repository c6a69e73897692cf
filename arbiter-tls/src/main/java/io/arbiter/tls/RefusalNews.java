package io.arbiter.tls;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Decides which refusals are worth a line: who is refused tries again, twice a second perhaps. Thread-safe. */
final class RefusalNews {
    private static final long SILENCE_NANOS = Duration.ofMinutes(1).toNanos();
    /** Beyond this number the oldest are forgotten, and said again. */
    private static final int REMEMBERED = 64;

    private final Map<String, Long> said = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Whether this was not said within the last minute. */
    synchronized boolean isNews(String reason, long nowNanos) {
        Long last = said.get(reason);
        if (last != null && nowNanos - last < SILENCE_NANOS) {
            return false;
        }
        said.remove(reason);
        said.put(reason, nowNanos);
        return true;
    }
}
