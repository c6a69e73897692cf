/** See the module's name in its pom. */
package io.arbiter.bench.runner;
