/**
 * Timestamps that order the writes of successive holders, whatever their clocks say: for whoever merges two histories
 * after a forced promotion.
 */
package io.arbiter.fence.timestamp;
