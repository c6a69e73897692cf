package io.arbiter.chaos.power.disk;

/** The file or directory that a name stands for. */
sealed interface Entry permits FileHistory, Directory {}
