/**
 * The data directory, before the log opens it: who owns it, whether this node may vote with it, and whether the
 * log's tail is what a power cut leaves or damage.
 */
package io.arbiter.server.storage;
