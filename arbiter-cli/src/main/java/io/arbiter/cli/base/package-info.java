/** Parts of the process that every command needs: streams, environment, exit codes, and how failures are reported. */
package io.arbiter.cli.base;
