/** Pauses of automatic failover: {@code arbiter pause}, {@code arbiter resume} and {@code arbiter pauses}. */
package io.arbiter.cli.pause;
