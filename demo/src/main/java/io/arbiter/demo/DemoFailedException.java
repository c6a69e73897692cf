package io.arbiter.demo;

/** The demo cannot go on; the message says what was expected and where to look. */
final class DemoFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoFailedException(String message) {
        super(message);
    }

    @Override
    public String toString() {
        return getMessage();
    }
}
