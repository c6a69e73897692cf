/** What applying a command came to: successes, and refusals with their facts. */
package io.arbiter.core.outcome;
