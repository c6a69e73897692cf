/** Moves of a resource to another region, step by step, as they stand in the replicated ledger; values alone. */
package io.arbiter.core.promotion;
