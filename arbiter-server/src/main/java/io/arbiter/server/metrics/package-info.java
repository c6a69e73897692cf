/**
 * One Prometheus registry for the service, the process and the log, and its text.
 */
package io.arbiter.server.metrics;
