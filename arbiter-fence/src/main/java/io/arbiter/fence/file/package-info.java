/** High-water marks in a file, for data that lies in files: durable before a token is accepted. */
package io.arbiter.fence.file;
