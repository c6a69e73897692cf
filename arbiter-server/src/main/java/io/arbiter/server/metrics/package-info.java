/**
 * One Dropwizard registry for the service, the JVM and the log, written out as Prometheus text.
 */
package io.arbiter.server.metrics;
