package io.arbiter.demo;

/** The demo cannot go on; the message says what was expected and where to look. */
final class DemoFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoFailure(String message) {
        super(message);
    }

    @Override
    public String toString() {
        return getMessage();
    }
}
