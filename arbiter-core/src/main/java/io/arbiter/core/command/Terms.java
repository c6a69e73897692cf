package io.arbiter.core.command;

/** What an entry says about all of its commands. */
public record Terms(Rules rules, Quota quota) {
    /** Of what is proposed now, without a quota. */
    public static final Terms LATEST = new Terms(Rules.LATEST, Quota.NONE);

    public static Terms latest(Quota quota) {
        return new Terms(Rules.LATEST, quota);
    }
}
