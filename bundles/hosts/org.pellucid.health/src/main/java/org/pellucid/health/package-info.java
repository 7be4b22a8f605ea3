/**
 * Health checks for the Apache Felix Health Check framework, all tagged {@code pellucid}. A service that is missing makes
 * a check critical rather than absent.
 */
package org.pellucid.health;
