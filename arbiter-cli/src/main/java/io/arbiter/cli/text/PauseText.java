package io.arbiter.cli.text;

import io.arbiter.v1.PauseInfo;

/** A pause in one line. */
public final class PauseText {
    private PauseText() {}

    public static String line(PauseInfo pause) {
        return Text.printable("failover of " + DisplayText.scope(pause.getScope()) + " is paused since "
                + Durations.instant(pause.getSinceWallMillis()) + " by " + who(pause) + ": " + pause.getComment());
    }

    /** What somebody says of himself comes in quotes if a certificate says who it is. */
    public static String who(PauseInfo pause) {
        return pause.getIdentity().isEmpty()
                ? pause.getActor()
                : pause.getIdentity() + " (\"" + pause.getActor() + "\")";
    }

    /** The scope as it is typed after a command. */
    public static String argument(String scope) {
        return scope.isEmpty() ? "" : " " + Text.word(scope);
    }
}
