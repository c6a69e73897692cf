/** The commands {@code run}, {@code check}, {@code sweep} and {@code must-fail}. */
package io.arbiter.chaos.bench.command;
