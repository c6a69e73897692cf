package io.arbiter.cli.text;

/** Colours, or none. */
public record AnsiColors(boolean on) {

    String bold(String text) {
        return wrap("1", text);
    }

    String good(String text) {
        return wrap("32", text);
    }

    public String bad(String text) {
        return wrap("31", text);
    }

    public String warn(String text) {
        return wrap("33", text);
    }

    private String wrap(String code, String text) {
        return on && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
