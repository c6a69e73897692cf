/** Commands about backups of the whole state. */
package io.arbiter.cli.snapshot;
