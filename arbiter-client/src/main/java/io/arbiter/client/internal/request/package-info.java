/** Not API: calls that need no session, and watches. */
package io.arbiter.client.internal.request;
