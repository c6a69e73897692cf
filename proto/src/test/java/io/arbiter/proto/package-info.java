/** Rules for the protos, kept by tests over their compiled descriptors. */
package io.arbiter.proto;
