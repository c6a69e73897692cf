/**
 * What callers may use of this node: {@link io.arbiter.server.limit.Admission} counts it by identity, and refuses what
 * is too much with the limit's name. Bounds of the replicated state are not here: those of one identity are in
 * {@link io.arbiter.core.command.Quota}, those of all in {@link io.arbiter.core.machine.Limits}.
 */
package io.arbiter.server.limit;
