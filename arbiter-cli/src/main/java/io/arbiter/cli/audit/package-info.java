/** The audit that nodes keep, read from its files: no command here needs a cluster. */
package io.arbiter.cli.audit;
