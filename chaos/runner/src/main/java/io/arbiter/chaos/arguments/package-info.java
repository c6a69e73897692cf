/** Values on the command lines of all commands. */
package io.arbiter.chaos.arguments;
