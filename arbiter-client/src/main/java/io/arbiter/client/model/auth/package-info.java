/** Values about who may do what. */
package io.arbiter.client.model.auth;
