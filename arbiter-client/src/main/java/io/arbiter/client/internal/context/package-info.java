/** Not API: state shared by the client's parts, its configuration and its failures. */
package io.arbiter.client.internal.context;
