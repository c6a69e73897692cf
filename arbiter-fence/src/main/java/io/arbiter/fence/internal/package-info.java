/** Not API: code that the guard and its stores share. */
package io.arbiter.fence.internal;
