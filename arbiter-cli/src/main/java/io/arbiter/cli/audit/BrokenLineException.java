package io.arbiter.cli.audit;

/** A line of an audit is not what was written. The message says "it ..." of the line. */
final class BrokenLineException extends Exception {
    private static final long serialVersionUID = 1;

    BrokenLineException(String message) {
        super(message);
    }
}
