package io.arbiter.chaos.bench.toy;

/** Refused, with Maelstrom's code. */
final class ToyError extends RuntimeException {
    private static final long serialVersionUID = 1;
    final int code;

    ToyError(int code, String text) {
        super(text);
        this.code = code;
    }
}
