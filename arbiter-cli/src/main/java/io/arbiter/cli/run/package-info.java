/** The command {@code arbiter run}. The package {@link io.arbiter.cli.run.process} runs and stops a child process. */
package io.arbiter.cli.run;
