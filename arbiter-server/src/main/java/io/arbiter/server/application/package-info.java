/**
 * The seam between the process (configuration, storage, log, life cycle) and the application that it serves. The
 * process makes the application, opens the log over its state, lets it serve, and stops both in order.
 */
package io.arbiter.server.application;
