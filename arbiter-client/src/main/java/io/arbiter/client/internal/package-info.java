/** Not API: the client put together. */
package io.arbiter.client.internal;
