/**
 * The process of one node: command line, start in order, clean shutdown.
 */
package io.arbiter.server;
