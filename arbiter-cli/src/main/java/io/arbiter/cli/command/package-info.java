/** Parts that commands have in common: options, notation of values, confirmation by the operator. */
package io.arbiter.cli.command;
