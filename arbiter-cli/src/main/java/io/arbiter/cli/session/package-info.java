/** The commands {@code arbiter session ...}. */
package io.arbiter.cli.session;
