/** The {@code chaos} command. */
package io.arbiter.chaos.cli;
