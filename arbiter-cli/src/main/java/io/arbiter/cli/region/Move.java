package io.arbiter.cli.region;

/**
 * A resource that is to leave a region.
 *
 * @param from where it is held, or where its last lease was
 * @param to where it is to be; empty for the region of whoever is served first of those that wait elsewhere
 */
record Move(String resource, String from, String to) {}
