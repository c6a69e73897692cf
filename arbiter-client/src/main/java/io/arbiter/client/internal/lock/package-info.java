/** Not API: a lock file that one holder in one process has, whichever class loaders that process uses. */
package io.arbiter.client.internal.lock;
