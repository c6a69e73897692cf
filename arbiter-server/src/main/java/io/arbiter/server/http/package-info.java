/**
 * Plain HTTP for operators and their tools: is the process alive, can it serve, and its metrics.
 */
package io.arbiter.server.http;
