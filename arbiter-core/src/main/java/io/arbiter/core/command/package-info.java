/** What is replicated: commands whose shape is checked when they are made, so that nothing malformed enters the log. */
package io.arbiter.core.command;
