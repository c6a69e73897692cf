/** The commands that move all that a region holds, or is to hold. */
package io.arbiter.cli.region;
