/** What is remembered of calls with several steps, to answer a repeat and refuse another call under its number. */
package io.arbiter.core.steps;
