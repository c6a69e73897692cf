/** Three real logs in one JVM, each on a disk that can lose its power, and their acknowledged entries. */
package io.arbiter.chaos.power.cluster;
