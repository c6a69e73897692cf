/**
 * The configuration of one node: a YAML file, overridden by the environment and by {@code --set}. Everything is
 * validated at once, and every mistake is listed with its key, the value found and the values expected.
 */
package io.arbiter.server.config;
