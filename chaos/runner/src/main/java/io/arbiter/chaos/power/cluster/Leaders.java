package io.arbiter.chaos.power.cluster;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.LoggerFactory;

/**
 * Receives the leader of each term from the library's log: nowhere else does the library name both as of one moment. A
 * run that has seen no leader is not valid, so a change of the message does not go unnoticed.
 */
public final class Leaders extends AppenderBase<ILoggingEvent> {
    private static final String MESSAGE = "{}: change Leader from {} to {} at term {} for {}{}";
    private static final String OP = "becomeLeader";

    private final Map<String, Ledger> ledgers = new ConcurrentHashMap<>();

    public static Leaders listen() {
        Leaders leaders = new Leaders();
        Logger logger = (Logger) LoggerFactory.getLogger("org.apache.ratis.server.RaftServer$Division");
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        leaders.setContext(logger.getLoggerContext());
        leaders.start();
        logger.addAppender(leaders);
        return leaders;
    }

    /** No two clusters have nodes of one name. */
    void tell(String node, Ledger ledger) {
        ledgers.put(node, ledger);
    }

    @Override
    protected void append(ILoggingEvent event) {
        Object[] said = event.getArgumentArray();
        if (MESSAGE.equals(event.getMessage()) && OP.equals(said[4])) {
            Ledger ledger = ledgers.get(said[2].toString());
            if (ledger != null) {
                ledger.leader((Long) said[3], said[2].toString());
            }
        }
    }
}
