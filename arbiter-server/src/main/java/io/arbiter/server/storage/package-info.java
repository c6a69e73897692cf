/**
 * The data directory, before the log opens it: its owner, whether this node may vote with it, and whether the log's
 * tail shows a power cut or damage.
 */
package io.arbiter.server.storage;
