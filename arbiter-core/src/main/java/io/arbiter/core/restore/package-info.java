/** Restoring a state from a backup, so that no token is issued twice. */
package io.arbiter.core.restore;
