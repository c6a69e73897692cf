package io.arbiter.server.backup;

import io.arbiter.server.exit.ExitCode;
import java.io.IOException;

/** A file from which nothing may be restored; the message says what was found, and what to do. */
public final class BackupException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What is wrong. The names are part of the interface. */
    public enum Kind {
        /** It does not begin as a backup does. */
        NOT_A_BACKUP(ExitCode.DATA_DAMAGED),
        /** Its end is missing. */
        BACKUP_CUT_OFF(ExitCode.DATA_DAMAGED),
        /** Its bytes are not those that were written. */
        BACKUP_DAMAGED(ExitCode.DATA_DAMAGED),
        /** A newer release wrote it. */
        BACKUP_FORMAT_UNKNOWN(ExitCode.DATA_DAMAGED),
        /** It is whole, and the state in it is none that can be: a bug. */
        BACKUP_STATE_BROKEN(ExitCode.STATE_FAILED),
        /** It is whole, and may not be restored by this machine's clock. */
        RESTORE_REFUSED(ExitCode.START_FAILED);

        private final ExitCode exit;

        Kind(ExitCode exit) {
            this.exit = exit;
        }

        /** With which code a command ends because of it. */
        public ExitCode exit() {
            return exit;
        }
    }

    private final Kind kind;

    BackupException(Kind kind, String message) {
        this(kind, message, null);
    }

    BackupException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
