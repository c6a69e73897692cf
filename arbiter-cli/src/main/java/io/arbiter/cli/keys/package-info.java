/** The commands {@code arbiter keys ...}. */
package io.arbiter.cli.keys;
