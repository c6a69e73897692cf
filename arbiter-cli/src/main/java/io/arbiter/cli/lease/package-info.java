/** The commands {@code arbiter lease ...}. */
package io.arbiter.cli.lease;
