package io.arbiter.server.raft;

import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.FatalExit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes the failure that would have ended the process. */
public final class RecordedExit implements FatalExit {
    public final List<ExitCode> codes = new CopyOnWriteArrayList<>();

    @Override
    public void exit(ExitCode code, String reason, Throwable cause) {
        codes.add(code);
    }
}
