/** What an object that works would answer: the sequential specifications that histories are held against. */
package io.arbiter.chaos.check.model;
