/** The scenarios: one small file each. */
package io.arbiter.bench.runner.scenario;
