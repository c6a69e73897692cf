/** Promotions: recorded, step-by-step moves of a resource to another region. */
package io.arbiter.client.model.promotion;
