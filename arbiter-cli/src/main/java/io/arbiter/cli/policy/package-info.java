/** The commands {@code arbiter policy ...}, and the file that they read. */
package io.arbiter.cli.policy;
