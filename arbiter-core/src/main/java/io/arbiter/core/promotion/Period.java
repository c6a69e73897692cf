package io.arbiter.core.promotion;

import io.arbiter.core.command.PeriodKind;

/**
 * A time that has to pass on one replica's clock before something may be done. It begins for each replica when that
 * applied what began it, so that it only ever gets longer by a restart or a change of the leader.
 *
 * @param id of what it belongs to: a token for {@link PeriodKind#CONDEMNATION}, else a promotion
 */
public record Period(PeriodKind kind, long id, long nanos) {}
