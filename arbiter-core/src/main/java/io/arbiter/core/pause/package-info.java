/** Pauses of automatic failover; values and their meaning alone. */
package io.arbiter.core.pause;
