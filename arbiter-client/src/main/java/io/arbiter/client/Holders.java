package io.arbiter.client;

/** What a holder is called when nobody gave it a name. */
final class Holders {

    private Holders() {
    }

    /** Host and process id, as the environment tells them. */
    static String thisProcess() {
        String host = System.getenv().getOrDefault("HOSTNAME", "");
        String pid = "pid " + ProcessHandle.current().pid();
        return host.isEmpty() ? pid : host + " " + pid;
    }
}
