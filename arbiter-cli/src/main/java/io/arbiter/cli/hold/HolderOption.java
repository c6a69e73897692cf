package io.arbiter.cli.hold;

import io.arbiter.cli.base.HostName;
import io.arbiter.cli.base.ProcessEnvironment;
import io.arbiter.cli.text.Text;

/** The name of this holder, for people who look at leases and sessions. */
public final class HolderOption {
    private static final int MAX_CHARS = 80;

    private HolderOption() {}

    public static String name(ProcessEnvironment around, String what) {
        return Text.cut(Text.printable("arbiter " + what + ", " + HostName.name(around)), MAX_CHARS) + ":"
                + ProcessHandle.current().pid();
    }
}
