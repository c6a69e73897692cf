/** The replicated commands. Their shape is checked when they are made, so that nothing malformed enters the log. */
package io.arbiter.core.command;
