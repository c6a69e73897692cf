/**
 * The command line: one class per command, each a single question or change to the cluster. Commands print to
 * the streams they are given and answer with an {@link io.arbiter.cli.ExitCode}; whatever goes wrong is a
 * {@link io.arbiter.cli.CliException} that names what was asked, the endpoint, the reason, the facts and the
 * remedy. Nothing here decides who may write: that is the server's and, for {@code arbiter run}, the client
 * library's work.
 */
package io.arbiter.cli;
