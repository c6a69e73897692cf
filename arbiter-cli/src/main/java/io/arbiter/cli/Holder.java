package io.arbiter.cli;

/** Who this is, for people who look at leases and sessions. */
final class Holder {
    private static final int MAX_CHARS = 80;

    private Holder() {
    }

    static String name(Surroundings around, String what) {
        return Text.cut(Text.printable("arbiter " + what + ", " + Host.name(around)), MAX_CHARS)
                + ":" + ProcessHandle.current().pid();
    }
}
