/**
 * The command line: one class per command, each a single question or change to the cluster. Commands print to the
 * streams they are given and answer with an {@link io.arbiter.cli.base.ExitCode}; every failure is a
 * {@link io.arbiter.cli.base.CliException} that names what was asked, the endpoint, the reason, the facts and the
 * remedy. Nothing here decides who may write: that is the server's and, for {@code arbiter run}, the client
 * library's work.
 *
 * <p>This package is the program. Imports go one way: {@code lease}, {@code record}, {@code session}, {@code status}
 * and {@code run}, which know nothing of each other, then {@code hold}, {@code command}, {@code cluster},
 * {@code base}, {@code text}.
 */
package io.arbiter.cli;
