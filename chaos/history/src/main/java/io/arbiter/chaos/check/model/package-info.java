/** Answers of an object that works: the sequential specifications that histories are held against. */
package io.arbiter.chaos.check.model;
