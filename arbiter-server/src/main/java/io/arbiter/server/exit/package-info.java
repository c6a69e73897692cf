/**
 * Ends the process. A replica that cannot go on must not stay as a living process with a dead log inside: it reports
 * the reason in one line and exits with a documented code.
 */
package io.arbiter.server.exit;
