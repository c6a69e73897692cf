package io.arbiter.client.internal.context;

/** The name of a holder that was given none. */
public final class DefaultHolderName {

    private DefaultHolderName() {}

    /** Host and process id, from the environment. */
    public static String thisProcess() {
        String host = System.getenv().getOrDefault("HOSTNAME", "");
        String pid = "pid " + ProcessHandle.current().pid();
        return host.isEmpty() ? pid : host + " " + pid;
    }
}
