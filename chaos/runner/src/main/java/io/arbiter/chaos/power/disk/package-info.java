/** The model of a disk: every change that was made to it, and the parts that a power cut may leave. */
package io.arbiter.chaos.power.disk;
