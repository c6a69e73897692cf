/** The outcomes of commands: successes, and refusals with their facts. */
package io.arbiter.core.outcome;
