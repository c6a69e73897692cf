/** What is measured: one small file each. */
package io.arbiter.bench.runner.scenario;
