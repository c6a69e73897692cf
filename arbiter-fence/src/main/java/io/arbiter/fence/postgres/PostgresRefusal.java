package io.arbiter.fence.postgres;

import io.arbiter.fence.StaleTokenException;
import io.arbiter.fence.signed.UntrustedTokenException;
import io.arbiter.fence.signed.UntrustedTokenException.Reason;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the refusals of the SQL script out of the driver's exceptions. The numbers come from the message, because
 * {@code java.sql} shows nothing else of an error, and a wrapped driver not even its class.
 */
final class PostgresRefusal {
    static final String STALE_TOKEN = "ZA001";
    static final String NO_RIGHT = "ZA005";
    private static final Pattern MESSAGE =
            Pattern.compile("stale fencing token (\\d+): the highest accepted is (\\d+) for resource ([^\\n\\r]+)");
    /** Pools and proxies wrap; none wraps deeper. The bound also ends a circular chain. */
    private static final int MAX_CAUSES = 16;

    private PostgresRefusal() {}

    static StaleTokenException staleToken(Throwable failure) {
        SQLException stale = find(failure, STALE_TOKEN);
        return stale == null ? null : parse(stale);
    }

    /** Null if none of the causes has that state. */
    private static SQLException find(Throwable failure, String state) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (cause instanceof SQLException sql && state.equals(sql.getSQLState())) {
                return sql;
            }
            cause = cause.getCause();
        }
        return null;
    }

    /** Throws the refusal if there is one, else returns {@code failure} for the caller to throw. */
    static SQLException rethrow(SQLException failure) {
        StaleTokenException stale = staleToken(failure);
        if (stale != null) {
            throw stale;
        }
        SQLException noRight = find(failure, NO_RIGHT);
        if (noRight != null) {
            throw new UntrustedTokenException(Reason.NO_RIGHT, noRight.getMessage(), failure);
        }
        return failure;
    }

    private static StaleTokenException parse(SQLException failure) {
        Matcher numbers = MESSAGE.matcher(String.valueOf(failure.getMessage()));
        if (!numbers.find()) {
            throw unknown(failure);
        }
        try {
            return new StaleTokenException(
                    numbers.group(3), Long.parseLong(numbers.group(1)), Long.parseLong(numbers.group(2)), failure);
        } catch (NumberFormatException noToken) {
            throw unknown(failure);
        }
    }

    private static IllegalStateException unknown(SQLException failure) {
        return new IllegalStateException(
                "SQLSTATE " + STALE_TOKEN + " without the script's message; is"
                        + " another version of the schema arbiter installed?",
                failure);
    }
}
