/**
 * Power cuts: real logs on a modelled disk. Three nodes run in one JVM; {@code disk.c} writes down every change that
 * they make to their disks, and a cut leaves what was synced and any part of the rest, names of files included.
 */
package io.arbiter.chaos.power;
