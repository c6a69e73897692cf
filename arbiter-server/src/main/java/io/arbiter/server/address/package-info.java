/**
 * The addresses of the other nodes. A node may come back under another address with its name the same, so a name is
 * looked up for every connection, and the platform's cached answer expires after a second.
 */
package io.arbiter.server.address;
