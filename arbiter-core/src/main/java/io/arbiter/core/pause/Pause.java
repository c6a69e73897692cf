package io.arbiter.core.pause;

import io.arbiter.core.command.OperatorAction;

/**
 * An operator's word that no lease moves to another region by itself for a while. It ends no lease and refuses no
 * renewal.
 *
 * @param scope a prefix if it is empty or ends with {@code /}, and covers every name that begins with it; else the name
 *     of the one resource that it covers
 * @param by who paused, and why
 * @param sinceWallMillis the proposer's wall clock when it began, for people; nothing is decided by it
 * @param version the version of all pauses since it began
 */
public record Pause(String scope, OperatorAction by, long sinceWallMillis, long version) {}
