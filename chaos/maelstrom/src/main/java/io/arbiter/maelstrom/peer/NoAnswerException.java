package io.arbiter.maelstrom.peer;

/** A request to a peer was not answered: it may or may not be carried out, now or later. */
public final class NoAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoAnswerException(String message) {
        super(message, null, false, false);
    }
}
