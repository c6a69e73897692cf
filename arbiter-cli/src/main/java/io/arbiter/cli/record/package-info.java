/** The commands {@code arbiter record ...}. */
package io.arbiter.cli.record;
